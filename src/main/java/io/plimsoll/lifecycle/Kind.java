package io.plimsoll.lifecycle;

import io.plimsoll.inference.OnnxEngine;
import io.plimsoll.store.PublishedVerdict;

/** What kind of process this is, as far as it decides whether a version may serve. */
public final class Kind {

    /** A build that has no version: what it finds out holds for itself alone. */
    static final String DEVELOPMENT = "development";

    private Kind() {}

    /** The verdict of this process on a version that passed. */
    public static PublishedVerdict ofThisProcess() {
        String service = Kind.class.getPackage().getImplementationVersion();
        return new PublishedVerdict(
                service == null ? DEVELOPMENT : service, OnnxEngine.runtimeVersion(), System.getProperty("os.arch"));
    }
}
