package dev.tideline.model.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.json.JavalinJackson;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's HTTP server: {@code /metrics} in Prometheus's text format, {@code /v2} and {@code /v2/health} as in the Open
 * Inference Protocol, and what routes the service adds. A failure is answered as that protocol says, {@code {"error":
 * "…"}}: an added route throws one of Javalin's {@link HttpResponseException}s.
 *
 * <p>Threading: safe from any thread. Its own threads are daemons.
 */
public final class OperationsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsServer.class);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MAX_THREADS = 8;
    private static final int MIN_THREADS = 2;

    private final Javalin server;
    private final String url;

    /** Who answers, as in the protocol. */
    private record ServerMetadata(String name, String version, List<String> extensions) {}

    private record Live(boolean live) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Ready(boolean ready, String error) {}

    private record Fault(String error) {}

    private OperationsServer(Javalin server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Starts to answer.
     *
     * @param settings of a server that is on
     * @param routes adds the service's own
     * @throws HttpException when it cannot listen there
     */
    public static OperationsServer start(
            HttpSettings settings, PrometheusMeterRegistry meters, Health health, Consumer<Javalin> routes) {
        Javalin server = Javalin.create(config -> configure(config, settings.service()));
        server.get("/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(meters.scrape()));
        server.get("/v2", context -> context.json(metadata(settings.service())));
        server.get("/v2/health/live", context -> answer(context, health.isLive(), new Live(health.isLive())));
        server.get("/v2/health/ready", context -> {
            Optional<String> obstacle = health.obstacle();
            answer(context, obstacle.isEmpty(), new Ready(obstacle.isEmpty(), obstacle.orElse(null)));
        });
        routes.accept(server);
        addFaults(server);
        try {
            server.start(settings.host(), settings.port());
        } catch (RuntimeException e) {
            server.stop();
            throw new HttpException(settings, e);
        }
        String url = url(settings.host(), server.port());
        LOG.info("Metrics and health of the {} are at {}", settings.service(), url);
        return new OperationsServer(server, url);
    }

    private static void configure(JavalinConfig config, String service) {
        config.showJavalinBanner = false;
        config.startupWatcherEnabled = false;
        config.jsonMapper(new JavalinJackson(new ObjectMapper(), false));
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName(service + "-http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
    }

    private static String url(String host, int port) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static ServerMetadata metadata(String service) {
        String version = OperationsServer.class.getPackage().getImplementationVersion();
        return new ServerMetadata("tideline-" + service, version == null ? "(not packaged)" : version, List.of());
    }

    /** Answers a probe: 200 for yes, 503 for no. */
    private static void answer(Context context, boolean yes, Object body) {
        context.status(yes ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).json(body);
    }

    private static void addFaults(Javalin server) {
        server.exception(HttpResponseException.class, (fault, context) -> context.status(fault.getStatus())
                .json(new Fault(fault.getMessage())));
        server.exception(Exception.class, (fault, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), fault);
            context.status(HttpStatus.INTERNAL_SERVER_ERROR).json(new Fault("The service failed: " + fault));
        });
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Stops; harmless when repeated. */
    @Override
    public void close() {
        server.stop();
    }
}
