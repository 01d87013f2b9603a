package dev.tideline.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/** A schema registry small enough to see through: real HTTP on loopback, schemas in a list, faults on request. */
final class RegistryPeer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was asked: method, path with query, body, and what it was authorized with. */
    record Asked(String method, String path, String body, Optional<String> authorization) {}

    /** An answer given in place of the true one. */
    record Fault(int status, String body) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final List<String> schemas = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean holdsBodies;

    RegistryPeer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    Map<String, Object> settings() {
        return Map.of("schema.registry.url", url(), "specific.avro.reader", "true", "retries.wait.ms", "1");
    }

    /** Puts a schema there as an earlier program would have; gives its id. */
    synchronized int has(Schema schema) {
        String text = schema.toString();
        if (!schemas.contains(text)) {
            schemas.add(text);
        }
        return schemas.indexOf(text) + 1;
    }

    /** The next request that has no fault before it gets this answer. */
    void failsOnceWith(int status, String body) {
        faults.add(new Fault(status, body));
    }

    /** From now on headers are sent and the body never is. */
    void holdsBodies() {
        holdsBodies = true;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                body,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
        Fault given = faults.isEmpty()
                ? truth(exchange.getRequestURI().getPath(), exchange.getRequestMethod(), body)
                : faults.remove(0);
        byte[] bytes = given.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(given.status(), bytes.length == 0 ? -1 : bytes.length);
        if (!holdsBodies) {
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }

    private synchronized Fault truth(String path, String method, String body) throws IOException {
        if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
            return id < 1 || id > schemas.size() ? error(404, 40403, "Schema " + id + " not found") : found(id);
        }
        if (path.endsWith("/versions/latest")) {
            return schemas.isEmpty() ? error(404, 40401, "Subject not found") : found(schemas.size());
        }
        if (method.equals("POST") && path.endsWith("/versions")) {
            return found(has(new Schema.Parser().parse(text(body))));
        }
        int index = schemas.indexOf(text(body));
        return index < 0 ? error(404, 40403, "Schema not found") : found(index + 1);
    }

    private static String text(String body) throws IOException {
        JsonNode request = JSON.readTree(body);
        return request.get("schema").textValue();
    }

    private Fault found(int id) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("id", id).put("schema", schemas.get(id - 1));
        return new Fault(200, answer.toString());
    }

    private static Fault error(int status, int code, String message) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("error_code", code).put("message", message);
        return new Fault(status, answer.toString());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
