package dev.tideline.classifier.hostile;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A record for the topic images that somebody careless or malicious might write.
 *
 * @param kind how it was made, for messages
 * @param picture the encoded picture in it; empty where there is none
 */
record HostileRecord(
        String kind, String key, byte[] value, List<Header> headers, byte[] picture, Expectation expectation) {
    @Override
    public String toString() {
        return kind + " (" + key + ")";
    }
}
