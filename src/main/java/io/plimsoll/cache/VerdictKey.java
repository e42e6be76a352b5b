package io.plimsoll.cache;

import io.plimsoll.store.Manifest.Entry;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a verdict is about: a version, and all that decides with it whether it may serve.
 *
 * @param manifest the digest of the version's manifest
 * @param service the version of the service
 * @param runtime the version of ONNX Runtime
 * @param architecture of the processor
 */
public record VerdictKey(String manifest, String service, String runtime, String architecture) {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

    public VerdictKey {
        if (!Entry.isDigest(manifest)) {
            throw new IllegalArgumentException("not a digest of a manifest: " + manifest);
        }
        for (String part : List.of(service, runtime, architecture)) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("not a version or an architecture: " + part);
            }
        }
    }
}
