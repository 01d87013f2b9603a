package dev.tideline.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.embedded.EmbeddedCluster;
import dev.tideline.embedded.EmbeddedKafka;
import dev.tideline.embedded.EmbeddedKafkaException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String EMPTY = record("");
    private static final String WITH_DEFAULT = record("{\"name\":\"a\",\"type\":\"int\",\"default\":0}");
    private static final String WITHOUT_DEFAULT = record("{\"name\":\"a\",\"type\":\"int\"}");

    @TempDir
    static Path folder;

    private static EmbeddedCluster cluster;

    private record Answer(int status, JsonNode body, String contentType) {
        int errorCode() {
            return body.path("error_code").asInt();
        }
    }

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start(folder);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aSchemaIsFoundByItsIdItsVersionAndItself() throws Exception {
        int id = register("found-value", WITH_DEFAULT);

        assertThat(get("/schemas/ids/" + id + "?fetchMaxId=false&subject=found-value")
                        .body()
                        .get("schema")
                        .asText())
                .isEqualTo(WITH_DEFAULT);
        assertThat(get("/subjects/found-value/versions").body().toString()).isEqualTo("[1]");
        assertThat(get("/subjects/found-value/versions/latest").body().get("id").asInt())
                .isEqualTo(id);
        assertThat(get("/subjects/found-value/versions/1/schema").body().toString())
                .isEqualTo(WITH_DEFAULT);
        Answer lookup = post("/subjects/found-value?normalize=false&deleted=false", schema(WITH_DEFAULT));
        assertThat(lookup.body().get("version").asInt()).isEqualTo(1);
        assertThat(lookup.contentType()).startsWith("application/vnd.schemaregistry.v1+json");
    }

    @Test
    void faultsCarryConfluentsCodes() throws Exception {
        register("faults-value", EMPTY);

        assertThat(get("/subjects/nobody/versions").errorCode()).isEqualTo(40401);
        assertThat(get("/subjects/faults-value/versions/9").errorCode()).isEqualTo(40402);
        assertThat(get("/subjects/faults-value/versions/first").errorCode()).isEqualTo(42202);
        assertThat(get("/schemas/ids/999999").errorCode()).isEqualTo(40403);
        assertThat(post("/subjects/faults-value", schema("\"string\"")).errorCode())
                .isEqualTo(40403);
        assertThat(get("/config/faults-value").errorCode()).isEqualTo(40408);
        assertThat(get("/nowhere").status()).isEqualTo(404);
        Answer invalid = post("/subjects/faults-value/versions", schema("{\"type\":\"nonsense\"}"));
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.errorCode()).isEqualTo(42201);
        assertThat(post("/subjects/faults-value/versions", "not json").status()).isEqualTo(400);
        assertThat(send("PUT", "/config", "{\"compatibility\":\"SIDEWAYS\"}").errorCode())
                .isEqualTo(42203);
        Answer incompatible = post("/subjects/faults-value/versions", schema(WITHOUT_DEFAULT));
        assertThat(incompatible.status()).isEqualTo(409);
        assertThat(incompatible.body().get("message").asText())
                .contains("faults-value")
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    @Test
    void aSubjectsNameMayHoldSlashesSpacesAndPercentSigns() throws Exception {
        String subject = "a/b c%2Fd+\u00e9-value";
        String path = "/subjects/a%2Fb%20c%252Fd%2B%C3%A9-value";
        int id = id(post(path + "/versions", schema(EMPTY)));

        assertThat(get(path + "/versions/1").body().get("subject").asText()).isEqualTo(subject);
        assertThat(get("/subjects").body()).contains(JSON.getNodeFactory().textNode(subject));
        assertThat(get("/schemas/ids/" + id + "/subjects").body())
                .contains(JSON.getNodeFactory().textNode(subject));
    }

    @Test
    void aSubjectsLevelIsSetAndTakenBack() throws Exception {
        register("level-value", EMPTY);
        assertThat(send("PUT", "/config/level-value", "{\"compatibility\":\"NONE\"}")
                        .body()
                        .toString())
                .isEqualTo("{\"compatibility\":\"NONE\"}");
        assertThat(get("/config/level-value").body().toString()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
        register("level-value", WITHOUT_DEFAULT);
        send("DELETE", "/config/level-value", "");

        assertThat(get("/config/level-value").errorCode()).isEqualTo(40408);
        assertThat(get("/config").body().toString()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void compatibilityIsToldWithoutRegistering() throws Exception {
        register("asked-value", EMPTY);
        String path = "/compatibility/subjects/asked-value/versions";

        assertThat(post(path + "/latest", schema(WITH_DEFAULT)).body().toString())
                .isEqualTo("{\"is_compatible\":true}");
        Answer refused = post(path + "?verbose=true", schema(WITHOUT_DEFAULT));
        assertThat(refused.body().get("is_compatible").asBoolean()).isFalse();
        assertThat(refused.body().get("messages")).isNotEmpty();
        assertThat(get("/subjects/asked-value/versions").body()).hasSize(1);
    }

    @Test
    void sixteenThreadsThatRegisterOneNewSchemaGetOneId() throws Exception {
        String schema = record("{\"name\":\"contended\",\"type\":\"long\",\"default\":1}");
        Callable<Integer> registration = () -> register("contended-value", schema);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        Set<Integer> ids = ConcurrentHashMap.newKeySet();
        try {
            List<Callable<Integer>> all =
                    IntStream.range(0, 16).mapToObj(thread -> registration).toList();
            for (Future<Integer> id : threads.invokeAll(all)) {
                ids.add(id.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(ids).hasSize(1);
        assertThat(get("/subjects/contended-value/versions").body()).hasSize(1);
    }

    @Test
    void aTakenPortIsNamedWithTheWayOut() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedRegistry.start(cluster.bootstrapServers(), taken.getLocalPort()))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("--registry-port");
        }
    }

    @Test
    void schemasIdsLevelsAndDeletionsSurviveARestart(@TempDir Path data) throws Exception {
        int kept;
        int removed;
        try (EmbeddedCluster first = EmbeddedCluster.start(data)) {
            kept = id(send(first.registryUrl(), "POST", "/subjects/kept-value/versions", schema(EMPTY)));
            removed = id(send(first.registryUrl(), "POST", "/subjects/removed-value/versions", schema(WITH_DEFAULT)));
            send(first.registryUrl(), "DELETE", "/subjects/removed-value", "");
            send(first.registryUrl(), "DELETE", "/subjects/removed-value?permanent=true", "");
            send(first.registryUrl(), "PUT", "/config", "{\"compatibility\":\"FULL\"}");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, 0);
                EmbeddedRegistry second = EmbeddedRegistry.start(kafka.bootstrapServers(), 0)) {
            assertThat(send(second.url(), "GET", "/schemas/ids/" + kept, "")
                            .body()
                            .get("schema")
                            .asText())
                    .isEqualTo(EMPTY);
            assertThat(id(send(second.url(), "POST", "/subjects/kept-value/versions", schema(EMPTY))))
                    .isEqualTo(kept);
            assertThat(send(second.url(), "GET", "/schemas/ids/" + removed, "").errorCode())
                    .isEqualTo(40403);
            assertThat(send(second.url(), "GET", "/config", "").body().toString())
                    .contains("FULL");
            assertThat(id(send(second.url(), "POST", "/subjects/new-value/versions", schema("\"long\""))))
                    .isGreaterThan(removed);
        }
    }

    private static String record(String field) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + field + "]}";
    }

    private static String schema(String text) {
        ObjectNode body = JSON.createObjectNode();
        return body.put("schema", text).toString();
    }

    private static int register(String subject, String text) throws Exception {
        return id(post("/subjects/" + subject + "/versions?normalize=false", schema(text)));
    }

    private static int id(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().get("id").asInt();
    }

    private static Answer get(String path) throws Exception {
        return send("GET", path, "");
    }

    private static Answer post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private static Answer send(String method, String path, String body) throws Exception {
        return send(cluster.registryUrl(), method, path, body);
    }

    private static Answer send(String url, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                JSON.readTree(response.body()),
                response.headers().firstValue("content-type").orElse(""));
    }
}
