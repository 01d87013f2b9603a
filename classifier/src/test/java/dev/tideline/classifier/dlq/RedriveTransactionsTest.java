package dev.tideline.classifier.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RedriveTransactionsTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final RedriveTransactions transactions = RedriveTransactions.open(producer, nanos::get);

    private void send(int bytes) {
        transactions.send(new ProducerRecord<>("images", new byte[bytes]));
    }

    @Test
    void aTransactionIsTimeToCommitLongBeforeTheBrokerEndsIt() {
        send(1);
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(transactions.isFull()).isFalse();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(transactions.isFull()).isTrue();

        transactions.commit();
        assertThat(transactions.isFull()).isFalse();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void timeInWhichNothingIsToBeSentIsNoTransactions() {
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(transactions.isFull()).isFalse();
        send(1);
        assertThat(transactions.isFull()).isFalse();
    }

    @Test
    void manyLettersOrBytesAreTimeToCommitToo() {
        for (int i = 0; i < 199; i++) {
            send(1);
        }
        assertThat(transactions.isFull()).isFalse();
        send(1);
        assertThat(transactions.isFull()).isTrue();
        transactions.commit();

        send(32 * 1024 * 1024);
        assertThat(transactions.isFull()).isTrue();
    }
}
