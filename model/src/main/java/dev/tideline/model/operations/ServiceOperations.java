package dev.tideline.model.operations;

import io.javalin.Javalin;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * What every service shows of itself: its meters, those of its process, and its health, over HTTP where it is to be seen
 * there.
 *
 * <p>Threading: {@link #registry}, {@link #url} and {@link #show} are safe from any thread, the others for one at a time.
 */
public final class ServiceOperations implements AutoCloseable {
    private final HttpSettings http;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    /** What to close, last opened first. */
    private final Deque<Runnable> open = new ConcurrentLinkedDeque<>();

    private volatile Optional<OperationsServer> server = Optional.empty();

    public ServiceOperations(HttpSettings http) {
        this.http = http;
    }

    /** Where the service's own meters belong. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Starts the server, where there is to be one.
     *
     * @param routes adds the service's own
     * @throws HttpException when it cannot listen there
     */
    public void start(Health health, Consumer<Javalin> routes) {
        if (!http.isOn()) {
            return;
        }
        Gauge.builder(
                        "tideline." + http.service() + ".ready",
                        () -> health.obstacle().isEmpty() ? 1 : 0)
                .description("1 while /v2/health/ready answers 200, 0 otherwise")
                .register(registry);
        OperationsServer started = OperationsServer.start(http, registry, health, routes);
        open.push(started::close);
        server = Optional.of(started);
        open.push(ProcessMetrics.bindTo(registry)::close);
    }

    /** Where the server listens, without a slash at the end; empty when there is none. */
    public Optional<String> url() {
        return server.map(OperationsServer::url);
    }

    /** Shows meters of others too, where anybody sees them. Whoever made them closes them. */
    public <M extends MeterBinder> M show(M meters) {
        if (http.isOn()) {
            meters.bindTo(registry);
        }
        return meters;
    }

    /** Ends the server; harmless when repeated. */
    @Override
    public void close() {
        for (Runnable last = open.poll(); last != null; last = open.poll()) {
            last.run();
        }
    }
}
