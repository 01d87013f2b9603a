package dev.tideline.cli.quickstart;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.ingest.PicturePublisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A quickstart from its pictures to its table: opens all that it needs, tells the story, and holds the services until it
 * is closed. {@link #close} may come from another thread, as from Ctrl-C's.
 */
public final class QuickstartSession implements AutoCloseable {
    private final QuickstartPlan plan;
    private final PrintWriter out;
    private final LiveView view;
    private ServiceStack services;
    private boolean closed;

    /** @param terminal whether the output may be drawn in place */
    public QuickstartSession(QuickstartPlan plan, PrintWriter out, boolean terminal) {
        this.plan = plan;
        this.out = out;
        this.view = new LiveView(out, terminal);
    }

    /** Runs to the end; the services stay up until {@link #close}. */
    public QuickstartReport run() throws IOException {
        Path drawings = plan.images().isPresent() ? null : Files.createTempDirectory("tideline-drawings-");
        try {
            Gallery gallery = gallery(drawings);
            introduce(gallery);
            return run(gallery);
        } finally {
            if (drawings != null) {
                delete(drawings);
            }
        }
    }

    private Gallery gallery(Path drawings) throws IOException {
        if (drawings == null) {
            return Gallery.open(plan.images().orElseThrow(), QuickstartPlan.SEED);
        }
        new Drawings(QuickstartPlan.SEED).write(drawings, plan.picturesToDraw());
        return Gallery.open(drawings, QuickstartPlan.SEED);
    }

    private QuickstartReport run(Gallery gallery) throws IOException {
        Waves waves = plan.waves(gallery.exhibits());
        ServiceStack started = start(waves.first().size());
        view.say("Kafka is at " + started.cluster().bootstrapServers() + ", the schema registry at "
                + started.cluster().registryUrl() + ": other programs can join in.");
        view.say("");
        StreamLedger ledger = new StreamLedger();
        try (PicturePublisher publisher = new PicturePublisher(started.kafka(), "tideline-quickstart-stream");
                TopicObserver observer = new TopicObserver(started.kafka(), ledger)) {
            QuickstartReport report = new Quickstart(started, publisher, ledger, observer, view).run(gallery, waves);
            ReportTable.print(report, ledger.figures().versions(), out);
            return report;
        }
    }

    private synchronized ServiceStack start(int labelsPerWave) throws IOException {
        if (closed) {
            throw new CommandFailedException("The quickstart was stopped.");
        }
        services = ServiceStack.start(plan, labelsPerWave);
        return services;
    }

    private void introduce(Gallery gallery) {
        String pictures = gallery.exhibits().size() + " pictures of " + String.join(", ", gallery.labels());
        if (plan.images().isEmpty()) {
            view.say("Pictures: " + pictures + ", which Tideline has drawn itself (--images DIR streams yours).");
        } else {
            view.say("Pictures: " + pictures + " from " + plan.images().orElseThrow() + passedOver(gallery));
        }
        if (plan.isRandom()) {
            view.say("Weights:  random. The network has never seen a picture, so expect modest figures"
                    + " (--weights FILE or --weights imagenet begins with a trained one).");
        } else {
            view.say("Weights:  " + plan.weights());
        }
    }

    private static String passedOver(Gallery gallery) {
        return gallery.passedOver() == 0
                ? ""
                : " (" + gallery.passedOver() + " other files are no pictures or duplicates)";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Whether it was closed, perhaps by another thread. */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (services != null) {
            services.close();
            services = null;
        }
    }
}
