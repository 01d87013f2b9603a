package dev.tideline.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class TensorFlowRuntimeTest {

    @Test
    void tensorFlowLoadsFromManyThreadsAtOnceAndComputes() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (var loaded : threads.invokeAll(IntStream.range(0, 16)
                    .mapToObj(i -> Executors.callable(TensorFlowRuntime::load))
                    .toList())) {
                loaded.get();
            }
        } finally {
            threads.shutdownNow();
        }
        try (Graph graph = new Graph()) {
            Ops ops = Ops.create(graph);
            var sum = ops.math.add(ops.constant(1.5f), ops.constant(2f));
            try (Session session = new Session(graph, RuntimeOptions.defaults().toConfigProto());
                    var result = session.runner().fetch(sum).run()) {
                assertThat(((TFloat32) result.get(0)).getFloat()).isEqualTo(3.5f);
            }
        }
    }

    @Test
    void theLibraryIsThatOfTheBuild() {
        assertThat(TensorFlowRuntime.version()).isEqualTo("2.16.1");
        assertThat(TensorFlowRuntime.libraryFolder()).isDirectoryContaining("glob:**jnitensorflow*");
    }

    @Test
    void aMissingNativeJarIsNamedWithThePlatformAndItsProfile() {
        assertThat(TensorFlowUnavailableException.noNativeJar("macosx-arm64"))
                .hasMessageContaining("No TensorFlow library for macosx-arm64")
                .hasMessageContaining("-Pmacos-arm64");
        assertThat(TensorFlowUnavailableException.noNativeJar("windows-x86_64"))
                .hasMessageContaining("windows-x86_64")
                .hasMessageContaining("linux-x86_64");
    }
}
