package io.crossbook.gateway.access;

import io.crossbook.gateway.web.Access;
import io.crossbook.gateway.web.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tokens of a folder, as they stand there now: the file is looked at again when it was last looked at a quarter of a second ago. On the feed's thread.
///
/// A file that cannot be read lets nobody in: it may have been what revoked somebody.
public final class Tokens implements Access {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long LOOK_NANOS = 250_000_000L;

    private final TokenFile file;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private List<Issued> issued = List.of();
    private String stamp = "";
    private long lookedNanos;
    private String wrong = "";

    /// @param nanos a clock that never goes back
    Tokens(Path folder, InstantSource clock, LongSupplier nanos) {
        this.file = new TokenFile(folder);
        this.clock = clock;
        this.nanos = nanos;
        lookedNanos = nanos.getAsLong() - LOOK_NANOS;
    }

    /// Those of this folder, by this machine's clocks.
    public static Tokens of(Path folder) {
        return new Tokens(folder, InstantSource.system(), System::nanoTime);
    }

    @Override
    public Verdict whose(String token) {
        look();
        byte[] shown = TokenFile.hash(token).getBytes(StandardCharsets.US_ASCII);
        Issued found = null;
        for (Issued each : issued) { // all of them, so that nothing is learnt from how long it takes
            if (MessageDigest.isEqual(shown, each.hash().getBytes(StandardCharsets.US_ASCII))) {
                found = each;
            }
        }
        if (found == null) {
            return new Verdict.Refused("this token is not known here");
        }
        String over = found.over(clock.instant());
        return over.isEmpty()
                ? new Verdict.Known(found.caller())
                : new Verdict.Refused(over);
    }

    @Override
    public String over(Caller caller) {
        if (caller.id().isEmpty()) {
            return ""; // by no token of this file
        }
        look();
        return issued.stream()
                .filter(each -> each.name().equals(caller.name()) && each.id().equals(caller.id()))
                .map(each -> each.over(clock.instant())).findFirst()
                .orElse("token '" + caller.name() + "' is not known any more");
    }

    /// Whether there is one that is good now.
    public boolean any() {
        look();
        return issued.stream().anyMatch(each -> each.over(clock.instant()).isEmpty());
    }

    private void look() {
        long now = nanos.getAsLong();
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        try {
            String found = stamp(file.file());
            if (!found.equals(stamp)) {
                stamp = "";
                issued = List.of();
                issued = file.read();
                stamp = found;
                LOG.atLevel(issued.isEmpty()
                        ? org.slf4j.event.Level.DEBUG
                        : org.slf4j.event.Level.INFO)
                        .log("{} tokens are in {}", issued.size(), file.file());
            }
            wrong = "";
        } catch (IOException e) {
            stamp = "";
            issued = List.of();
            if (!e.toString().equals(wrong)) {
                wrong = e.toString();
                LOG.error("No token is known any more: {}", wrong);
            }
        }
    }

    private static String stamp(Path file) throws IOException {
        try {
            var found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.lastModifiedTime() + " " + found.size() + " " + found.fileKey();
        } catch (NoSuchFileException _) {
            return "none";
        }
    }
}
