package dev.tideline.model.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideline.schemas.settings.Settings;
import dev.tideline.schemas.settings.SettingsException;
import io.javalin.http.NotFoundResponse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
    private static final HttpSettings FREE = new HttpSettings("tester", "127.0.0.1", HttpSettings.FREE);

    private final HttpClient client = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ScriptedHealth health = new ScriptedHealth();
    private OperationsServer server;

    private static final class ScriptedHealth implements Health {
        private volatile boolean live = true;
        private volatile Optional<String> obstacle = Optional.empty();

        @Override
        public boolean isLive() {
            return live;
        }

        @Override
        public Optional<String> obstacle() {
            return obstacle;
        }
    }

    @BeforeEach
    void start() {
        server = OperationsServer.start(
                FREE,
                meters,
                health,
                routes -> routes.get("/pets/{name}", context -> {
                    if (context.pathParam("name").equals("rex")) {
                        throw new IllegalStateException("rex bites");
                    }
                    throw new NotFoundResponse("There is no " + context.pathParam("name"));
                }));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void metersAreServedInPrometheusTextFormat() throws Exception {
        meters.counter("tideline.test.events", "kind", "good").increment(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("tideline_test_events_total{kind=\"good\"} 3.0");
    }

    @Test
    void metersOfTheProcessShowTheHeapAndWhatIsResident() throws Exception {
        ProcessMetrics bound = ProcessMetrics.bindTo(meters);
        try {
            assertThat(get("/metrics").body())
                    .contains("jvm_memory_used_bytes{")
                    .contains("jvm_threads_live_threads")
                    .contains("process_cpu_usage")
                    .containsPattern("process_resident_memory_bytes \\d");
        } finally {
            bound.close();
        }
    }

    @Test
    void aHealthyServiceIsLiveAndReady() throws Exception {
        assertAnswer("/v2/health/live", 200, "{\"live\":true}");
        assertAnswer("/v2/health/ready", 200, "{\"ready\":true}");
    }

    @Test
    void aServiceThatCannotWorkNowIsNotReadyAndSaysWhy() throws Exception {
        health.obstacle = Optional.of("still warming up");

        assertAnswer("/v2/health/live", 200, "{\"live\":true}");
        assertAnswer("/v2/health/ready", 503, "{\"ready\":false,\"error\":\"still warming up\"}");
    }

    @Test
    void aServiceThatHasStoppedIsNotLive() throws Exception {
        health.live = false;

        assertAnswer("/v2/health/live", 503, "{\"live\":false}");
    }

    @Test
    void theServerSaysWhoItIs() throws Exception {
        JsonNode metadata = new ObjectMapper().readTree(get("/v2").body());

        assertThat(metadata.get("name").textValue()).isEqualTo("tideline-tester");
        assertThat(metadata.get("version").textValue()).isNotBlank();
        assertThat(metadata.get("extensions").isArray()).isTrue();
    }

    @Test
    void everyFaultIsAnErrorObject() throws Exception {
        assertAnswer("/pets/tom", 404, "{\"error\":\"There is no tom\"}");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(new ObjectMapper()
                        .readTree(get("/nowhere").body())
                        .get("error")
                        .textValue())
                .contains("/nowhere");
        assertThat(get("/pets/rex").statusCode()).isEqualTo(500);
        assertThat(new ObjectMapper()
                        .readTree(get("/pets/rex").body())
                        .get("error")
                        .textValue())
                .contains("rex bites");
    }

    @Test
    void aTakenPortIsNamedWithItsRemedy() {
        int port = URI.create(server.url()).getPort();

        assertThatThrownBy(() -> OperationsServer.start(
                        new HttpSettings("tester", "127.0.0.1", port), meters, health, routes -> {}))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("The tester cannot listen on 127.0.0.1:" + port)
                .hasMessageContaining("tester.http.port");
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsNamed() {
        assertThatThrownBy(() -> OperationsServer.start(
                        new HttpSettings("tester", "192.0.2.1", 0), meters, health, routes -> {}))
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void settingsNameThePortOrTurnTheServerOff() {
        assertThat(HttpSettings.from(Settings.of(Map.of()), "tester", 8084).port())
                .isEqualTo(8084);
        assertThat(HttpSettings.from(Settings.of(Map.of("tester.http.port", "-1")), "tester", 8084)
                        .isOn())
                .isFalse();
        assertThatThrownBy(() -> HttpSettings.from(Settings.of(Map.of("tester.http.port", "http")), "tester", 8084))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("tester.http.port");
    }

    private void assertAnswer(String path, int status, String body) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
