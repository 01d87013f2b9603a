package dev.tideline.classifier.guarantees;

import dev.tideline.classifier.ClassifierFixture;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes pictures until there are enough and the trouble is over. */
final class PictureFeed implements Callable<Integer> {
    private static final int PARTS_OF_A_SECOND = 10;

    private final SuiteSettings settings;
    private final ClassifierFixture fixture;
    private final CountDownLatch troubleOver;

    PictureFeed(SuiteSettings settings, ClassifierFixture fixture, CountDownLatch troubleOver) {
        this.settings = settings;
        this.fixture = fixture;
        this.troubleOver = troubleOver;
    }

    /** Gives the number of pictures. */
    @Override
    public Integer call() throws Exception {
        int next = publish(0, settings.pictures() / 3);
        while (next < settings.pictures() || troubleOver.getCount() > 0) {
            next = publish(next, settings.picturesPerSecond() / PARTS_OF_A_SECOND);
            troubleOver.await(1000 / PARTS_OF_A_SECOND, TimeUnit.MILLISECONDS);
        }
        fixture.flush();
        return next;
    }

    private int publish(int first, int count) {
        for (int number = first; number < first + count; number++) {
            StreamedPicture picture = new StreamedPicture(number);
            fixture.send(picture.id(), picture.encoded());
        }
        return first + count;
    }
}
