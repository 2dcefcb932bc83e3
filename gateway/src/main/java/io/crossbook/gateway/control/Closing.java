package io.crossbook.gateway.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Closes one part after another and leaves none out: however a socket ends, the journal and the tape behind it must be whole. What failed first is thrown at the end.
public final class Closing {

    private @Nullable Exception failure;

    /// What may fail.
    @FunctionalInterface
    public interface Part {
        void close() throws IOException;
    }

    /// Closes this one too, whatever became of those before.
    public Closing then(Part part) {
        try {
            part.close();
        } catch (IOException | RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
        return this;
    }

    /// Throws what failed first, with all else that did.
    public void end() throws IOException {
        switch (failure) {
            case null -> {
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
    }
}
