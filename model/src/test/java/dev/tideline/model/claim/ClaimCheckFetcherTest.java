package dev.tideline.model.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tideline.model.claim.ClaimCheckException.Reason;
import dev.tideline.schemas.testing.PictureServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClaimCheckFetcherTest {
    private static final int LIMIT = 1 << 20;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final byte[] picture = new byte[300_000];
    private PictureServer server;
    private ClaimCheckFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(picture);
        server = new PictureServer();
        server.answer("/pics/1.jpg", PictureServer.picture(picture));
        Files.createDirectory(folder.resolve("pics"));
        Files.write(folder.resolve("pics/1.jpg"), picture);
        Files.write(folder.resolve("secret.jpg"), picture);
        fetcher =
                patient(server.url() + "/pics/", folder.resolve("pics").toUri().toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static ClaimCheckFetcher patient(String... allowed) {
        return new ClaimCheckFetcher(settings(LONG, allowed));
    }

    private static ClaimCheckSettings settings(Duration patience, String... allowed) {
        return new ClaimCheckSettings(Arrays.stream(allowed).map(URI::create).toList(), LIMIT, patience);
    }

    private ClaimCheck claim(String uri) throws Exception {
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(picture));
        return ClaimCheck.of(uri, digest, (long) picture.length);
    }

    private String onDisk(String name) {
        return folder.toUri() + name;
    }

    private ClaimCheckException failure(ClaimCheck claim) {
        return catchThrowableOfType(ClaimCheckException.class, () -> fetcher.fetch(claim));
    }

    private ClaimCheckException failureAt(String path) throws Exception {
        return failure(claim(server.url() + path));
    }

    @Test
    void aPictureIsFetchedFromAServer() throws Exception {
        assertThat(fetcher.fetch(claim(server.url() + "/pics/1.jpg"))).isEqualTo(picture);
    }

    @Test
    void aPictureIsFetchedFromAFolderThroughLinksWithinIt() throws Exception {
        assertThat(fetcher.fetch(claim(onDisk("pics/1.jpg")))).isEqualTo(picture);
        Files.createSymbolicLink(folder.resolve("pics/link.jpg"), Path.of("1.jpg"));
        assertThat(fetcher.fetch(claim(onDisk("pics/link.jpg")))).isEqualTo(picture);
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws Exception {
        server.answer("/secret.jpg", PictureServer.picture(picture));
        for (String address : List.of(
                server.url() + "/secret.jpg",
                server.url() + "/pics/../secret.jpg",
                server.url() + "/pics/%2e%2e/secret.jpg",
                "http://localhost:" + server.port() + "/pics/1.jpg",
                "http://127.0.0.1@localhost:" + server.port() + "/pics/1.jpg",
                onDisk("secret.jpg"),
                onDisk("pics/../secret.jpg"))) {
            assertThat(failure(claim(address)).reason()).as(address).isEqualTo(Reason.REFUSED);
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nothingIsFetchedUnlessItIsAllowed() throws Exception {
        fetcher = patient();
        assertThat(failureAt("/pics/1.jpg").reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure(claim(onDisk("pics/1.jpg"))).reason()).isEqualTo(Reason.REFUSED);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aLinkThatLeadsOutOfTheFolderIsRefused() throws Exception {
        Files.createSymbolicLink(folder.resolve("pics/out.jpg"), Path.of("../secret.jpg"));
        Files.createSymbolicLink(folder.resolve("pics/up"), Path.of(".."));
        assertThat(failure(claim(onDisk("pics/out.jpg")))).hasMessageContaining("leads out of");
        assertThat(failure(claim(onDisk("pics/up/secret.jpg"))).reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void aFolderIsNoPicture() throws Exception {
        assertThat(failure(claim(onDisk("pics/.")))).hasMessageContaining("no regular file");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        server.answer("/pics/away.jpg", PictureServer.redirect(server.url() + "/pics/1.jpg"));
        ClaimCheckException failure = failureAt("/pics/away.jpg");
        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure).hasMessageContaining("redirects are not followed");
        assertThat(server.asked()).containsExactly("/pics/away.jpg");
    }

    @Test
    void whatAServerKeepsToItselfIsRefused() throws Exception {
        server.answer("/pics/private.jpg", PictureServer.status(403));
        assertThat(failureAt("/pics/private.jpg").reason()).isEqualTo(Reason.REFUSED);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void anotherPictureIsAMismatch() throws Exception {
        byte[] other = picture.clone();
        other[7] ^= 1;
        server.answer("/pics/1.jpg", PictureServer.picture(other));
        ClaimCheckException failure = failureAt("/pics/1.jpg");
        assertThat(failure.reason()).isEqualTo(Reason.MISMATCH);
        assertThat(failure).hasMessageContaining("SHA-256");
    }

    @Test
    void anotherLengthIsAMismatch() throws Exception {
        server.answer("/pics/short.jpg", PictureServer.picture(new byte[picture.length - 1]));
        server.answer("/pics/long.jpg", PictureServer.picture(new byte[picture.length + 1]));
        server.answer("/pics/empty.jpg", PictureServer.status(200));
        Files.write(folder.resolve("pics/short.jpg"), new byte[picture.length - 1]);
        for (String address : List.of(
                server.url() + "/pics/short.jpg",
                server.url() + "/pics/long.jpg",
                server.url() + "/pics/empty.jpg",
                onDisk("pics/short.jpg"))) {
            ClaimCheckException failure = failure(claim(address));
            assertThat(failure.reason()).as(address).isEqualTo(Reason.MISMATCH);
            assertThat(failure).hasMessageContaining(picture.length + " bytes");
        }
    }

    @Test
    void aServerThatSendsWithoutEndIsHungUpOn() throws Exception {
        server.answer("/pics/endless.jpg", PictureServer.endless());
        assertThat(failureAt("/pics/endless.jpg").reason()).isEqualTo(Reason.MISMATCH);
    }

    @Test
    void whatIsNotThereIsMissing() throws Exception {
        server.answer("/pics/gone.jpg", PictureServer.status(410));
        assertThat(failureAt("/pics/never.jpg").reason()).isEqualTo(Reason.MISSING);
        assertThat(failureAt("/pics/gone.jpg").reason()).isEqualTo(Reason.MISSING);
        assertThat(failure(claim(onDisk("pics/never.jpg"))).reason()).isEqualTo(Reason.MISSING);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aPictureBeyondTheLimitIsNotEvenAskedFor() {
        ClaimCheck claim = new ClaimCheck(server.url() + "/pics/1.jpg", "0".repeat(64), LIMIT + 1L);
        assertThat(failure(claim).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(failure(new ClaimCheck(claim.uri(), claim.sha256(), Long.MAX_VALUE))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aClaimCheckMustBeComplete() {
        String digest = "0".repeat(64);
        for (ClaimParts parts : List.of(
                new ClaimParts(null, 1L),
                new ClaimParts("abc", 1L),
                new ClaimParts(digest, null),
                new ClaimParts(digest, 0L),
                new ClaimParts(digest, -1L))) {
            assertThat(catchThrowableOfType(
                            ClaimCheckException.class, () -> ClaimCheck.of("file:/x", parts.sha256(), parts.length())))
                    .as(parts.toString())
                    .hasMessageContaining("incomplete");
        }
    }

    private record ClaimParts(String sha256, Long length) {}

    @Test
    void whatPassesIsTriedAgain() throws Exception {
        AtomicInteger times = new AtomicInteger();
        server.answer("/pics/busy.jpg", exchange -> {
            int status = List.of(503, 429, 200).get(times.getAndIncrement());
            (status == 200 ? PictureServer.picture(picture) : PictureServer.status(status)).give(exchange);
        });
        assertThat(fetcher.fetch(claim(server.url() + "/pics/busy.jpg"))).isEqualTo(picture);
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
        AtomicInteger times = new AtomicInteger();
        server.answer("/pics/broken.jpg", exchange -> {
            if (times.getAndIncrement() == 0) {
                exchange.sendResponseHeaders(200, picture.length);
                exchange.getResponseBody().write(picture, 0, 1000);
                throw new IOException("breaks off");
            }
            PictureServer.picture(picture).give(exchange);
        });
        assertThat(fetcher.fetch(claim(server.url() + "/pics/broken.jpg"))).isEqualTo(picture);
    }

    @Test
    void whatDoesNotPassInTimeIsUnreachable() throws Exception {
        fetcher = new ClaimCheckFetcher(settings(SHORT, server.url() + "/pics/", "http://127.0.0.1:1/"));
        server.answer("/pics/silent.jpg", server.silence());
        server.answer("/pics/stalled.jpg", server.stalled(picture.length));
        server.answer("/pics/failing.jpg", PictureServer.status(500));
        assertThat(failureAt("/pics/stalled.jpg").reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failureAt("/pics/silent.jpg").reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failureAt("/pics/failing.jpg")).hasMessageContaining("answers 500");
        assertThat(failure(claim("http://127.0.0.1:1/1.jpg")).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aPlaceThatIsDownIsAskedOnceAPictureUntilItAnswers() throws Exception {
        AtomicInteger times = new AtomicInteger();
        AtomicBoolean up = new AtomicBoolean();
        fetcher = new ClaimCheckFetcher(
                settings(Duration.ofSeconds(3), "file:/srv/"),
                prefix -> (address, length, answerWithin, wholeWithin) -> {
                    times.incrementAndGet();
                    if (up.get()) {
                        return picture;
                    }
                    throw new IOException("scripted");
                });
        ClaimCheck claim = claim("file:/srv/1.jpg");
        failure(claim);
        assertThat(times).hasValueGreaterThan(1);

        times.set(0);
        failure(claim);
        assertThat(times).hasValue(1);

        up.set(true);
        fetcher.fetch(claim);
        up.set(false);
        times.set(0);
        failure(claim);
        assertThat(times).hasValueGreaterThan(1);
    }
}
