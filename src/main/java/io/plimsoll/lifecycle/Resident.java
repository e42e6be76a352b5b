package io.plimsoll.lifecycle;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.routing.ServedVersion;

/** A version that sits in memory, and the place where requests lease it. */
record Resident(PinnedVersion pin, LoadedVersion loaded, ServedVersion served) {

    ModelVersion id() {
        return pin.id();
    }
}
