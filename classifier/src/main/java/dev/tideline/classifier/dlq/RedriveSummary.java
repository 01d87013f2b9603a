package dev.tideline.classifier.dlq;

import java.util.Map;

/**
 * What a redrive did, or would do.
 *
 * @param sent letters that were sent back to images, by reason
 * @param passedOver letters of other reasons, which remain to be sent, by reason
 * @param foreign letters that did not come from images, or do not say where from: they are never sent
 */
public record RedriveSummary(Map<String, Long> sent, Map<String, Long> passedOver, long foreign) {
    public RedriveSummary {
        sent = Map.copyOf(sent);
        passedOver = Map.copyOf(passedOver);
    }
}
