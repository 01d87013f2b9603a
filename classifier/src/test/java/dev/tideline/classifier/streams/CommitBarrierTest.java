package dev.tideline.classifier.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The test driver commits after every record, so this shows that the barrier forwards in a commit. That it does so before
 * the offsets are taken is shown by {@code ProcessingGuaranteesIT}.
 */
class CommitBarrierTest {
    private TopologyTestDriver driver;
    private TestInputTopic<String, String> input;
    private TestOutputTopic<String, String> output;

    /** Holds every record back until the barrier asks for it. */
    private static final class HoldingProcessor implements Processor<String, String, String, String> {
        private final List<Record<String, String>> held = new ArrayList<>();
        private ProcessorContext<String, String> context;

        @Override
        public void init(ProcessorContext<String, String> initialized) {
            context = initialized;
            context.<CommitBarrier>getStateStore("barrier").register(context, this::forwardAll);
        }

        @Override
        public void process(Record<String, String> record) {
            held.add(record);
        }

        private void forwardAll() {
            held.forEach(context::forward);
            held.clear();
        }
    }

    private static final class Supplier implements ProcessorSupplier<String, String, String, String> {
        @Override
        public Processor<String, String, String, String> get() {
            return new HoldingProcessor();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(CommitBarrier.builder("barrier"));
        }
    }

    @BeforeEach
    void open() {
        Topology topology = new Topology()
                .addSource("source", new StringDeserializer(), new StringDeserializer(), "in")
                .addProcessor("hold", new Supplier(), "source")
                .addSink("sink", "out", new StringSerializer(), new StringSerializer(), "hold");
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "commit-barrier-test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(topology, config);
        input = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
        output = driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void whatAProcessorHoldsBackIsForwardedBeforeTheCommitUnderItsOwnKeyTimeAndHeaders() {
        TestRecord<String, String> first = new TestRecord<>("a", "1", Instant.ofEpochMilli(1_000));
        first.headers().add("trace", new byte[] {7});
        input.pipeInput(first);
        input.pipeInput(new TestRecord<>("b", "2"));

        assertThat(output.readRecordsToList())
                .satisfiesExactly(
                        record -> {
                            assertThat(record.key()).isEqualTo("a");
                            assertThat(record.timestamp()).isEqualTo(first.timestamp());
                            assertThat(record.headers().lastHeader("trace").value())
                                    .containsExactly(7);
                        },
                        record -> assertThat(record.key()).isEqualTo("b"));
    }

    @Test
    void theBarrierNeedsNoChangelog() {
        assertThat(driver.producedTopicNames()).doesNotContain("commit-barrier-test-barrier-changelog");
        assertThat(CommitBarrier.builder("barrier").loggingEnabled()).isFalse();
    }
}
