package dev.tideline.classifier.guarantees;

import dev.tideline.events.PredictionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each record on images is one record on predictions or one on images-dlq, and nothing else is there. */
record ExactlyOnce() implements ProcessingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        Map<String, Long> published = counted(evidence.allImages());
        Map<String, Long> answered = counted(Stream.concat(
                evidence.allPredictions().map(PredictionEvent::getImageId),
                evidence.allDeadLetters().map(Evidence.DeadLetter::id)));
        List<String> violations = new ArrayList<>();
        int all = evidence.count();
        violations.addAll(ProcessingGuarantee.sentence(
                "pictures are lost",
                published.keySet().stream()
                        .filter(id -> answered.getOrDefault(id, 0L) < published.get(id))
                        .sorted()
                        .toList(),
                all));
        violations.addAll(ProcessingGuarantee.sentence(
                "pictures are answered more than once",
                answered.keySet().stream()
                        .filter(id -> published.containsKey(id) && answered.get(id) > published.get(id))
                        .sorted()
                        .map(id -> id + " (" + answered.get(id) + " times)")
                        .toList(),
                all));
        violations.addAll(ProcessingGuarantee.sentence(
                "answers are to pictures that nobody published",
                answered.keySet().stream()
                        .filter(id -> !published.containsKey(id))
                        .sorted()
                        .toList(),
                all));
        return violations;
    }

    private static Map<String, Long> counted(Stream<String> ids) {
        return ids.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
