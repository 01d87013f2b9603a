package dev.tideline.cli.quickstart;

import dev.tideline.cli.options.CommandFailedException;
import dev.tideline.cli.quickstart.Gallery.Exhibit;
import dev.tideline.cli.quickstart.StreamLedger.Standing;
import dev.tideline.ingest.Admission;
import dev.tideline.ingest.Admission.Admitted;
import dev.tideline.ingest.PicturePublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The story of a quickstart: some pictures come and are labelled, a first model appears and classifies them; more come,
 * are classified and labelled, a second model appears; the rest is classified by it, with no restart in between. If asked
 * for, some more are labelled carelessly before the rest comes, and the gate has something to refuse. Each step waits for
 * what it needs to have happened, never for a time. For one thread.
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
    QuickstartReport run(Gallery gallery, Waves waves) {
        Audit.Start start = Audit.start(services.kafka());
        Instant began = Instant.now();
        int before = observer.newestProduction();

        view.say("1  " + waves.first().size() + " pictures come, and a person labels them. Nothing is classified yet.");
        publish(waves.first(), "the first pictures come");
        label(waves.first());
        awaitVersion("the first version", 1);
        stage.await("the first version in service", () -> observer.newestProduction() > before);
        awaitAnswers("the first pictures' classes", waves.first());
        sayVersions();

        view.say("2  " + waves.second().size() + " more come and are classified; then the person labels them too.");
        publish(waves.second(), "more pictures come");
        awaitAnswers("the second pictures' classes", waves.second());
        sayVersions();
        label(waves.second());

        view.say("3  The stream goes on while the next version is made; it takes over without a restart.");
        awaitVersion("the second version", 2);
        awaitProductionInService();
        Optional<Standing> judged = waves.careless().isEmpty()
                ? Optional.empty()
                : Optional.of(mislabel(waves.careless(), new CarelessLabels(gallery.labels())));
        publish(waves.rest(), "the rest comes");
        awaitAnswers("the last pictures' classes", waves.rest());
        Duration took = Duration.between(began, Instant.now());
        sayVersions();
        Optional<Mislabelled> mislabelled = judged.map(version -> compare(waves, version));

        Audit audit = Audit.of(services.kafka(), start, ids(gallery.exhibits()));
        return QuickstartReport.of(ledger.figures(), audit, mislabelled, took);
    }

    /** Some more pictures are classified and then labelled carelessly. Gives the version that is made of that. */
    private Standing mislabel(List<Exhibit> careless, CarelessLabels labels) {
        publish(careless, "more pictures come");
        awaitAnswers("the next pictures' classes", careless);
        sayVersions();

        view.say("4  Somebody careless labels these " + careless.size() + " pictures, every second one wrongly.");
        labels.give(careless, this::label);
        publisher.flush();
        Standing judged = awaitVersion("the version that is made of them", 3);
        view.say("   " + Mislabelled.decision(judged));

        view.say("5  The stream goes on.");
        awaitProductionInService();
        return judged;
    }

    private Mislabelled compare(Waves waves, Standing judged) {
        Mislabelled mislabelled = Mislabelled.of(
                waves.careless().size(),
                judged,
                ledger.accuracyOn(ids(waves.careless())),
                ledger.accuracyOn(ids(waves.rest())));
        view.say("   " + mislabelled.comparison());
        return mislabelled;
    }

    /** Waits for the version that a run makes, and shows it. */
    private Standing awaitVersion(String what, int run) {
        stage.await(what, () -> observer.runsDone() >= run && ledger.isMade(observer.newestMade()));
        Standing made = ledger.standing(observer.newestMade());
        LiveView.details(made).forEach(view::say);
        return made;
    }

    private void awaitProductionInService() {
        int production = Math.max(observer.newestProduction(), observer.promisedProduction());
        stage.await("version " + production + " in service", () -> services.serves(production));
    }

    private void awaitAnswers(String what, List<Exhibit> exhibits) {
        stage.await(what, () -> exhibits.stream().allMatch(exhibit -> ledger.isAnswered(exhibit.id())));
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
        exhibits.forEach(exhibit -> label(exhibit, exhibit.label()));
        publisher.flush();
    }

    private void label(Exhibit exhibit, String label) {
        ledger.labelled(exhibit.id(), Instant.now());
        publisher.label(exhibit.id(), label, PERSON);
    }

    private static List<String> ids(List<Exhibit> exhibits) {
        return exhibits.stream().map(Exhibit::id).toList();
    }

    private void sayVersions() {
        ledger.figures().versions().forEach(standing -> view.say("   " + LiveView.line(standing)));
    }
}
