package dev.tideline.model.store;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that writes down what it hears: "2" for version 2, "2 refused: why" when it was refused. */
final class Heard implements ModelListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<byte[]> models = new CopyOnWriteArrayList<>();

    List<String> events() {
        return List.copyOf(events);
    }

    /** The SavedModels that came, as bytes read while they were handed over. */
    List<byte[]> models() {
        return List.copyOf(models);
    }

    @Override
    public void onBundle(ModelBundle bundle, ModelVersion version, ModelAlias alias) {
        try {
            models.add(Files.readAllBytes(bundle.folder().resolve("saved_model.pb")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bundle.spec().labels().contains("unservable")) {
            throw new IllegalStateException("the probe failed");
        }
        events.add(Integer.toString(bundle.spec().version()));
    }

    @Override
    public void onRefused(ModelVersion version, ModelAlias alias, String reason) {
        events.add(version.getVersion() + " refused: " + reason);
    }

    @Override
    public void onRemoved() {
        events.add("removed");
    }
}
