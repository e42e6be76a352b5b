package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;

/**
 * A version and what its files must be: a name alone may stand for other files tomorrow.
 *
 * @param manifest the digest of its manifest, as {@link io.plimsoll.store.Manifest#digest} makes it
 */
public record PinnedVersion(ModelVersion id, String manifest) {

    @Override
    public String toString() {
        return id + " (" + manifest.substring(0, Math.min(8, manifest.length())) + ")";
    }
}
