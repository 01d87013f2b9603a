/**
 * Models through Kafka. A version is a record on {@code models}, its zipped bundle is cut into chunks on
 * {@code model-artifacts}, and {@code model-aliases} says which version is production. {@link
 * dev.tideline.model.store.ModelPublisher} writes a version in one transaction, {@link
 * dev.tideline.model.store.ModelAdmin} moves aliases and deletes versions, {@link
 * dev.tideline.model.store.ModelCatalog} is what is there, and {@link dev.tideline.model.store.ModelWatcher} follows an
 * alias and hands over verified bundles.
 */
package dev.tideline.model.store;
