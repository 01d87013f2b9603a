package dev.tideline.classifier.guarantees;

import dev.tideline.events.PredictionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Predictions of a partition stand in the order of the pictures in the partition of the same number, and so do dead
 * letters. Between the two topics there is no order.
 */
record OrderPerPartition() implements ProcessingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        for (int partition = 0; partition < evidence.images().size(); partition++) {
            List<String> images = evidence.images().get(partition);
            List<String> predictions = evidence.predictions().get(partition).stream()
                    .map(PredictionEvent::getImageId)
                    .toList();
            List<String> deadLetters = evidence.deadLetters().get(partition).stream()
                    .map(Evidence.DeadLetter::id)
                    .toList();
            violations.addAll(outOfOrder("predictions of partition " + partition, images, predictions));
            violations.addAll(outOfOrder("dead letters of partition " + partition, images, deadLetters));
        }
        return violations;
    }

    private static List<String> outOfOrder(String what, List<String> images, List<String> answers) {
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < images.size(); place++) {
            places.put(images.get(place), place);
        }
        List<String> offenders = new ArrayList<>();
        int newest = -1;
        for (String id : answers) {
            int place = places.getOrDefault(id, -1);
            if (place < 0) {
                offenders.add(id + " (its picture is in another partition)");
            } else if (place < newest) {
                offenders.add(id + " (after " + images.get(newest) + ")");
            }
            newest = Math.max(newest, place);
        }
        return ProcessingGuarantee.sentence(what + " are out of order", offenders, answers.size());
    }
}
