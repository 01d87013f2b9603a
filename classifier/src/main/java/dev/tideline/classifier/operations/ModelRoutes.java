package dev.tideline.classifier.operations;

import dev.tideline.model.bundle.ModelSpec;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is served, as in the Open Inference Protocol: {@code /v2/models/NAME[/versions/VERSION]} and the same with
 * {@code /ready}. There is one model, and the version that serves is the only one that can be asked about.
 */
final class ModelRoutes {
    private static final String MODEL = "/v2/models/{name}";
    private static final String VERSION = MODEL + "/versions/{version}";
    private static final String READY = "/ready";
    private static final String PLATFORM = "tensorflow_savedmodel";
    private static final long OPEN = -1;
    private static final long CHANNELS = 3;

    private final String modelName;
    private final Supplier<Optional<ServedVersion>> served;

    private record Tensor(String name, String datatype, List<Long> shape) {}

    private record Metadata(
            String name, List<String> versions, String platform, List<Tensor> inputs, List<Tensor> outputs) {}

    private record Ready(String name, boolean ready) {}

    ModelRoutes(String modelName, Supplier<Optional<ServedVersion>> served) {
        this.modelName = modelName;
        this.served = served;
    }

    void addTo(Javalin server) {
        server.get(MODEL, this::metadata);
        server.get(VERSION, this::metadata);
        server.get(MODEL + READY, this::ready);
        server.get(VERSION + READY, this::ready);
    }

    private void metadata(Context context) {
        ServedVersion version = asked(context).orElseThrow(() -> new NotFoundResponse(nothingYet()));
        ModelSpec.Input input = version.spec().input();
        context.json(new Metadata(
                version.spec().name(),
                List.of(number(version)),
                PLATFORM,
                List.of(new Tensor(
                        version.signature().input(),
                        datatype(input.type()),
                        List.of(OPEN, (long) input.height(), (long) input.width(), CHANNELS))),
                List.of(new Tensor(
                        version.signature().output(),
                        "FP32",
                        version.signature().outputShape()))));
    }

    private void ready(Context context) {
        boolean ready = asked(context).isPresent();
        context.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).json(new Ready(modelName, ready));
    }

    /**
     * The version that the request is about; empty while none is loaded.
     *
     * @throws NotFoundResponse when it is about another model or version
     */
    private Optional<ServedVersion> asked(Context context) {
        String name = context.pathParam("name");
        if (!name.equals(modelName)) {
            throw new NotFoundResponse("Model " + name + " is not served here; model " + modelName + " is");
        }
        Optional<ServedVersion> now = served.get();
        String wanted = context.pathParamMap().get("version");
        if (wanted != null
                && now.filter(version -> number(version).equals(wanted)).isEmpty()) {
            throw new NotFoundResponse("Version " + wanted + " of model " + name + " is not served here: "
                    + now.map(version -> "version " + number(version) + " is").orElseGet(this::nothingYet));
        }
        return now;
    }

    private String nothingYet() {
        return "no version of model " + modelName + " is loaded yet";
    }

    private static String number(ServedVersion version) {
        return Integer.toString(version.spec().version());
    }

    private static String datatype(ModelSpec.PixelType type) {
        return switch (type) {
            case UINT8 -> "UINT8";
            case FLOAT32 -> "FP32";
        };
    }
}
