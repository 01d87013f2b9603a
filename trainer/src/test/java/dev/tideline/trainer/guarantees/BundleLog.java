package dev.tideline.trainer.guarantees;

import dev.tideline.events.ModelAlias;
import dev.tideline.events.ModelVersion;
import dev.tideline.model.bundle.ModelBundle;
import dev.tideline.model.store.ModelCatalog;
import dev.tideline.model.store.ModelListener;
import dev.tideline.model.store.ModelWatcher;
import dev.tideline.schemas.settings.KafkaSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Follows production and candidate as classifiers do, and keeps what came: whole bundles, and versions that are refused. */
final class BundleLog implements ModelListener, AutoCloseable {
    private final List<ModelVersion> whole = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<ModelVersion> refused = new CopyOnWriteArrayList<>();
    private final List<ModelWatcher> watchers;

    BundleLog(KafkaSettings kafka, String model, Path folder) {
        watchers = Stream.of(ModelCatalog.PRODUCTION, ModelCatalog.CANDIDATE)
                .map(alias -> ModelWatcher.start(kafka, model, alias, folder.resolve(alias), this))
                .toList();
    }

    @Override
    public void onBundle(ModelBundle bundle, ModelVersion version, ModelAlias alias) {
        whole.add(version);
    }

    @Override
    public void onRefused(ModelVersion version, ModelAlias alias, String reason) {
        refusals.add("version " + version.getVersion() + ", " + alias.getAlias() + ": " + reason);
        refused.add(version);
    }

    @Override
    public void onRemoved() {}

    /** Whether a version that answers a request has come, whole or not. */
    boolean has(String request) {
        return Stream.concat(whole.stream(), refused.stream())
                .anyMatch(version -> Evidence.request(version).equals(request));
    }

    /** Numbers of the versions whose bundles came whole, as they came. */
    List<Integer> whole() {
        return whole.stream().map(ModelVersion::getVersion).toList();
    }

    /** Versions that were refused, and why. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        watchers.forEach(ModelWatcher::close);
    }
}
