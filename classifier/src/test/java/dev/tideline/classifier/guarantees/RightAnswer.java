package dev.tideline.classifier.guarantees;

import dev.tideline.classifier.BrightnessModel;
import dev.tideline.events.PredictionEvent;
import java.util.ArrayList;
import java.util.List;

/** A good picture has its own label, and a bad one its own reason, whatever its neighbours are. */
record RightAnswer() implements ProcessingGuarantee {
    @Override
    public List<String> violations(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        violations.addAll(ProcessingGuarantee.sentence(
                "predictions are wrong",
                evidence.allPredictions()
                        .filter(prediction -> !isRight(prediction))
                        .map(prediction -> prediction.getImageId() + " (" + prediction.getLabel() + ")")
                        .toList(),
                evidence.count()));
        violations.addAll(ProcessingGuarantee.sentence(
                "dead letters are wrong",
                evidence.allDeadLetters()
                        .filter(letter -> !isRight(letter))
                        .map(letter -> letter.id() + " (" + letter.reason() + ")")
                        .toList(),
                evidence.count()));
        return violations;
    }

    private static boolean isRight(PredictionEvent prediction) {
        StreamedPicture picture = StreamedPicture.of(prediction.getImageId());
        return picture.fault() == StreamedPicture.Fault.NONE
                && prediction.getLabel().equals(BrightnessModel.label(picture.brightness()));
    }

    private static boolean isRight(Evidence.DeadLetter letter) {
        StreamedPicture.Fault fault = StreamedPicture.of(letter.id()).fault();
        return fault != StreamedPicture.Fault.NONE && letter.reason().equals(fault.reason());
    }
}
