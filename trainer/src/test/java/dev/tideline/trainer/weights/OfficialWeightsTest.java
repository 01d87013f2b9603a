package dev.tideline.trainer.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.tideline.trainer.network.WeightsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialWeightsTest {
    private static final OfficialFile SMALL = OfficialFile.of(0.35, 96);
    private static final byte[] CONTENT = "weights ".repeat(50_000).getBytes(UTF_8);

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void theFileIsTheOneThatKerasTakes() {
        assertThat(OfficialFile.of(1.0, 160).name())
                .isEqualTo("mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_160_no_top.h5");
        assertThat(OfficialFile.of(0.35, 64).name())
                .isEqualTo("mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5");
        assertThatThrownBy(() -> OfficialFile.of(0.4, 160))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("0.4")
                .hasMessageContaining("0.35");
    }

    @Test
    void aFileIsDownloadedOnceAndTheProgressReachesItsEnd() throws Exception {
        serve(CONTENT, CONTENT.length);
        List<Long> progress = new ArrayList<>();

        Path first = weights().fetch(SMALL, (file, received, total) -> {
            assertThat(file).isEqualTo(SMALL.name());
            assertThat(total).isEqualTo(CONTENT.length);
            progress.add(received);
        });
        Path second = weights().fetch(SMALL, DownloadProgress.NONE);

        assertThat(first).isEqualTo(second).hasBinaryContent(CONTENT);
        assertThat(asked).containsExactly("/models/" + SMALL.name());
        assertThat(progress).isSorted().endsWith((long) CONTENT.length);
        assertThat(cached()).containsExactly(SMALL.name(), SMALL.name() + ".sha256");
    }

    @Test
    void aFileThatWasDamagedSinceIsFetchedAgain() throws Exception {
        serve(CONTENT, CONTENT.length);
        Path file = weights().fetch(SMALL, DownloadProgress.NONE);
        Files.write(file, new byte[] {1, 2, 3});

        assertThat(weights().fetch(SMALL, DownloadProgress.NONE)).hasBinaryContent(CONTENT);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatKerasHasDownloadedIsUsedAsItIs() throws Exception {
        Files.createDirectories(folder.resolve("keras"));
        Path keras = Files.write(folder.resolve("keras").resolve(SMALL.name()), CONTENT);

        assertThat(weights().fetch(SMALL, DownloadProgress.NONE)).isEqualTo(keras);
        assertThat(asked).isEmpty();
    }

    @Test
    void anotherContentThanKerasPublishedIsRefused() throws Exception {
        serve(CONTENT, CONTENT.length);

        assertThatThrownBy(() -> weights().fetch(OfficialFile.of(1.0, 224), DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining("f8aff69536bd77a6")
                .hasMessageContaining("1.0_224_no_top.h5")
                .hasMessageContaining("--weights FILE");
        assertThat(cached()).isEmpty();
    }

    @Test
    void aDownloadThatIsCutShortIsRefused() throws Exception {
        serve(CONTENT, CONTENT.length + 1);

        assertThatThrownBy(() -> weights().fetch(SMALL, DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("cut short after " + CONTENT.length + " of " + (CONTENT.length + 1) + " bytes");
        assertThat(cached()).isEmpty();
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        CountDownLatch end = new CountDownLatch(1);
        server.createContext("/models/", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                exchange.close();
            }
        });

        assertThatThrownBy(() -> weights(Duration.ofMillis(500)).fetch(SMALL, DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("nothing arrived");
        end.countDown();
    }

    @Test
    void aServerWithoutTheFileIsNamed() {
        assertThatThrownBy(() -> weights().fetch(SMALL, DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("status 404");
    }

    @Test
    void withoutNetworkTheMessageSaysWhatToFetchAndWhereToPutIt() throws Exception {
        OfficialWeights unreachable = weights();
        server.stop(0);

        assertThatThrownBy(() -> unreachable.fetch(SMALL, DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("http://")
                .hasMessageContaining(SMALL.name())
                .hasMessageContaining(folder.resolve("keras").toString())
                .hasMessageContaining("--weights FILE");
        assertThat(cached()).isEmpty();
    }

    @Test
    void aCacheFolderThatIsAFileIsNamed() throws Exception {
        serve(CONTENT, CONTENT.length);
        Files.writeString(folder.resolve("cache"), "a file");

        assertThatThrownBy(() -> weights().fetch(SMALL, DownloadProgress.NONE))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(folder.resolve("cache").toString())
                .hasMessageContaining("XDG_CACHE_HOME");
    }

    private OfficialWeights weights() {
        return weights(Duration.ofSeconds(30));
    }

    private OfficialWeights weights(Duration patience) {
        URI base = URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/models/");
        return new OfficialWeights(base, folder.resolve("keras"), folder.resolve("cache"), patience);
    }

    /** Serves a content under every name, announced with a length that may be longer. */
    private void serve(byte[] content, long announced) {
        server.createContext("/models/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, announced);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().flush();
            exchange.close();
        });
    }

    private List<String> cached() throws IOException {
        if (!Files.exists(folder.resolve("cache"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
