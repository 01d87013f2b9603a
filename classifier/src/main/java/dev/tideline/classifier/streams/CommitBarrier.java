package dev.tideline.classifier.streams;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Lets a processor finish what it has begun before Kafka Streams takes the offsets that it commits.
 *
 * <p>Streams commits the offset of every record that {@code process} returned from, whether its result was forwarded or
 * not. The first thing that it does in a commit is to flush the caches of a task's stores, so that they can forward what
 * they hold; only then it flushes the producer and takes the offsets. This store holds nothing, keeps no changelog and
 * uses that moment. The two internal interfaces of Streams that it takes, {@link CachedStateStore} and
 * {@link InternalProcessorContext}, are used in this class alone.
 *
 * <p>Threading: the task's stream thread only.
 */
final class CommitBarrier implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private InternalProcessorContext<?, ?> context;
    private ProcessorNode<?, ?, ?, ?> node;
    private Runnable finish = () -> {};
    private boolean open;

    private CommitBarrier(String name) {
        this.name = name;
    }

    /** Builds one barrier a task. */
    static StoreBuilder<CommitBarrier> builder(String name) {
        return new Builder(name);
    }

    /**
     * Names the work to be done before each commit; to be called from the processor's {@code init}.
     *
     * @param context the processor's own, so that it can forward during the work
     * @param beforeCommit returns when everything that was begun is forwarded
     */
    void register(ProcessorContext<?, ?> context, Runnable beforeCommit) {
        this.context = (InternalProcessorContext<?, ?>) context;
        this.node = Objects.requireNonNull(this.context.currentNode(), "register must be called from init");
        this.finish = beforeCommit;
    }

    @Override
    public void flushCache() {
        if (node == null) {
            return;
        }
        // Outside process() and punctuations no node is current, and forward() asks for one.
        ProcessorNode<?, ?, ?, ?> before = context.currentNode();
        context.setCurrentNode(node);
        try {
            finish.run();
        } finally {
            context.setCurrentNode(before);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void clearCache() {
        // Nothing is cached: what was begun and not forwarded is read again from the topic.
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private record Builder(String name) implements StoreBuilder<CommitBarrier> {
        @Override
        public CommitBarrier build() {
            return new CommitBarrier(name);
        }

        @Override
        public StoreBuilder<CommitBarrier> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitBarrier> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitBarrier> withLoggingEnabled(Map<String, String> config) {
            throw new IllegalArgumentException("A commit barrier keeps no changelog: it holds nothing");
        }

        @Override
        public StoreBuilder<CommitBarrier> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
