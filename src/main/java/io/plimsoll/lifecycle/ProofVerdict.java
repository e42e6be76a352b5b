package io.plimsoll.lifecycle;

import java.util.List;

/**
 * What came of proving a version in a process of its own. Only {@link Crashed} says that the package would end the
 * service; the limits that the others met depend on the machine and its load.
 */
public sealed interface ProofVerdict {

    /** Why the version may not be loaded, each in a sentence; empty if it may. */
    List<String> reasons();

    /** Every check went well. */
    record Passed(Report report) implements ProofVerdict {

        public Passed {
            if (!report.passed()) {
                throw new IllegalArgumentException("a check failed");
            }
        }

        @Override
        public List<String> reasons() {
            return List.of();
        }
    }

    /** A check failed. */
    record Refused(Report report) implements ProofVerdict {

        public Refused {
            if (report.passed()) {
                throw new IllegalArgumentException("no check failed");
            }
        }

        @Override
        public List<String> reasons() {
            return report.reasons();
        }
    }

    /** The package ended the process. */
    record Crashed(String reason) implements ProofVerdict {

        @Override
        public List<String> reasons() {
            return List.of(reason);
        }
    }

    /** The proof was not done within the time that it may take. */
    record TimedOut(String reason) implements ProofVerdict {

        @Override
        public List<String> reasons() {
            return List.of(reason);
        }
    }

    /** The proof needed more memory than it may have. */
    record OutOfMemory(String reason) implements ProofVerdict {

        @Override
        public List<String> reasons() {
            return List.of(reason);
        }
    }

    /** There was too little memory left to try. */
    record NoRoom(String reason) implements ProofVerdict {

        @Override
        public List<String> reasons() {
            return List.of(reason);
        }
    }

    /** Nothing was found out: the process could not be started, did not do its work, or was stopped by ours. */
    record Undone(String reason) implements ProofVerdict {

        @Override
        public List<String> reasons() {
            return List.of(reason);
        }
    }
}
