package dev.tideline.cli.quickstart;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.quickstart.Gallery.Exhibit;
import dev.tideline.ingest.Admission;
import dev.tideline.ingest.Admission.Admitted;
import dev.tideline.ingest.PicturePublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The story of a quickstart: some pictures come and are labelled, a first model appears and classifies them; more come,
 * are classified and labelled, a second model appears; the rest is classified by it, with no restart in between. Each
 * step waits for what it needs to have happened, never for a time. For one thread.
 */
final class Quickstart {
    private static final String PERSON = "quickstart's simulated person";
    /** So that people can watch: the machine alone would be through in a blink. */
    private static final int PICTURES_A_SECOND = 80;

    private final ServiceStack services;
    private final PicturePublisher publisher;
    private final StreamLedger ledger;
    private final TopicObserver observer;
    private final LiveView view;
    private final Stage stage;

    Quickstart(
            ServiceStack services,
            PicturePublisher publisher,
            StreamLedger ledger,
            TopicObserver observer,
            LiveView view) {
        this.services = services;
        this.publisher = publisher;
        this.ledger = ledger;
        this.observer = observer;
        this.view = view;
        this.stage = new Stage(services, ledger, observer, view);
    }

    /** Runs to the end and counts. */
    QuickstartReport run(Gallery gallery) {
        Waves waves = Waves.of(gallery.exhibits());
        Audit.Start start = Audit.start(services.kafka());
        Instant began = Instant.now();
        int before = observer.newestProduction();

        view.say("1  " + waves.first().size() + " pictures come, and a person labels them. Nothing is classified yet.");
        publish(waves.first(), "the first pictures come");
        label(waves.first());
        stage.await("the first version", () -> observer.runsDone() >= 1);
        stage.await("the first version in service", () -> observer.newestProduction() > before);
        stage.await("the first pictures' classes", () -> areAnswered(waves.first()));
        sayVersions();

        view.say("2  " + waves.second().size() + " more come and are classified; then the person labels them too.");
        publish(waves.second(), "more pictures come");
        stage.await("the second pictures' classes", () -> areAnswered(waves.second()));
        sayVersions();
        label(waves.second());

        view.say("3  The stream goes on while the next version is made; it takes over without a restart.");
        stage.await("the second version", () -> observer.runsDone() >= 2);
        int production = Math.max(observer.newestProduction(), observer.promisedProduction());
        stage.await("version " + production + " in service", () -> services.serves(production));
        publish(waves.rest(), "the rest comes");
        stage.await("the last pictures' classes", () -> areAnswered(waves.rest()));
        Duration took = Duration.between(began, Instant.now());
        sayVersions();

        List<String> ids = gallery.exhibits().stream().map(Exhibit::id).toList();
        return QuickstartReport.of(ledger.figures(), Audit.of(services.kafka(), start, ids), took);
    }

    private void publish(List<Exhibit> exhibits, String doing) {
        Pace pace = new Pace(PICTURES_A_SECOND);
        for (Exhibit exhibit : exhibits) {
            ledger.published(exhibit.id(), exhibit.label());
            if (!(Admission.of(exhibit.file(), exhibit.source()) instanceof Admitted yes)
                    || !yes.picture().id().equals(exhibit.id())) {
                throw new CommandFailedException("The picture " + exhibit.file() + " has changed since the start.");
            }
            publisher.publish(yes.picture());
            do {
                stage.look(doing, pace.untilNext());
            } while (!pace.isDue());
        }
        publisher.flush();
    }

    private void label(List<Exhibit> exhibits) {
        for (Exhibit exhibit : exhibits) {
            ledger.labelled(exhibit.id(), Instant.now());
            publisher.label(exhibit.id(), exhibit.label(), PERSON);
        }
        publisher.flush();
    }

    private boolean areAnswered(List<Exhibit> exhibits) {
        return exhibits.stream().allMatch(exhibit -> ledger.isAnswered(exhibit.id()));
    }

    private void sayVersions() {
        ledger.figures().versions().forEach(standing -> view.say("   " + LiveView.line(standing)));
    }
}
