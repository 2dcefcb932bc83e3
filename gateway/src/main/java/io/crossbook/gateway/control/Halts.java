package io.crossbook.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.web.Halting.Halted;
import io.crossbook.gateway.wire.Latch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one way to halt from outside the engine, for any thread: the latch at once, the engine as soon as it hears, and a file that a restart finds.
///
/// The file `halted` has a line for each pull. It stands as long as the latch is pulled, whoever deletes it; only a human's word to the engine opens the latch,
/// and then the file goes.
public final class Halts {

    /// One of them, numbered from 1 within a run.
    public record Pull(long number, Instant at, String why) {
        @Override
        public String toString() {
            return at + " " + why;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Halts.class);
    /// What the file is called, in the daemon's folder.
    public static final String FILE = "halted";
    /// Of a flood the first ones tell why, and the last one that it was heard.
    private static final int MOST = 100;
    private static final int LONGEST = 300;

    private final Path file;
    private final Latch latch;
    private final Consumer<Input> state;
    private final List<Pull> pulls = new ArrayList<>();
    private final Object keeping = new Object();
    /// What the file holds; empty when it is not there. Under `keeping`, as all that concerns the file.
    private String kept = "";
    private boolean failing;

    /// `folder` is where the file is kept, `state` puts the latest halt where the engine reads it. What an earlier run left halted is halted on.
    public Halts(Path folder, Latch latch, Consumer<Input> state) throws IOException {
        file = Private.folder(folder).resolve(FILE);
        this.latch = latch;
        this.state = state;
        if (!Files.notExists(file)) {
            pull("halted before this start" + lastLine());
        }
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readString(file, StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "" : ": " + lines.getLast();
        } catch (IOException e) {
            LOG.error("{}: cannot be read, halted nevertheless: {}", file, e.toString());
            return "";
        }
    }

    /// Stops all that adds risk at once, and waits until a restart would find that too. For whoever then says that it is halted.
    public Halted halt(String why) {
        long pull = pull(why);
        return new Halted(pull, keep());
    }

    /// Stops all that adds risk, from this moment on, and does not wait; the number of this pull. `why` names the source and its reason. The watch notes it down the
    /// next time it looks.
    public long pull(String why) {
        String said = Private.line(why, LONGEST);
        long number;
        synchronized (this) { // so that the engine hears of the last one last
            pulls(); // forgets those that were allowed again
            number = latch.pull(said);
            if (pulls.size() == MOST) {
                pulls.removeLast(); // whoever waits to be heard looks for a line that is new
            }
            pulls.add(new Pull(number, Instant.now(), said));
            state.accept(new Input.Command(new Input.Wish.Halt(said, number)));
        }
        LOG.error("halted: {}", said);
        return number;
    }

    /// Tells the engine once more of the last pull, if the latch is pulled: for one that has only just begun to trade.
    public synchronized void tell() {
        if (latch.pulled()) {
            String why = pulls.isEmpty() ? "halted" : pulls.getFirst().why();
            state.accept(new Input.Command(new Input.Wish.Halt(why, latch.pulls())));
        }
    }

    /// Whether nothing new may leave.
    public boolean pulled() {
        return latch.pulled();
    }

    /// The number of the last pull: who re-arms names it, so that one that came later stays.
    public long last() {
        return latch.pulls();
    }

    /// What was pulled and not yet allowed again, the first one first; at most a hundred: the first ones, and the last.
    public synchronized List<Pull> pulls() {
        if (!latch.pulled()) {
            pulls.clear();
        }
        return List.copyOf(pulls);
    }

    /// Adds what was pulled to a document.
    public ObjectNode write(ObjectNode to) {
        var rows = to.put("pulled", pulled()).put("pull", last()).putArray("halts");
        pulls().forEach(pull -> rows.addObject().put("number", pull.number())
                .put("at", pull.at().toString()).put("why", pull.why()));
        return to;
    }

    /// Brings the file to what the latch says: the watch every time it looks, and whoever tells somebody that it is halted, first. Why it could not; empty when it did.
    String keep() {
        synchronized (keeping) {
            return kept();
        }
    }

    private String kept() {
        try {
            if (latch.pulled()) {
                write();
            } else if (!kept.isEmpty()) {
                Files.deleteIfExists(file);
                kept = "";
                pulls();
                LOG.warn("no longer halted: a human has allowed new attempts again");
            }
            failing = false;
            return "";
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.error("{}: a restart would not find this halt here: {}", file, e.toString());
            }
            return file + ": " + e;
        }
    }

    private void write() throws IOException {
        var text = new StringBuilder();
        pulls().forEach(pull -> text.append(pull).append('\n'));
        String wanted = text.isEmpty() ? "halted\n" : text.toString();
        if (wanted.equals(kept) && Files.exists(file)) {
            return;
        }
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE), Private.file())) {
            out.write(ByteBuffer.wrap(wanted.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Private.rename(fresh, file);
        kept = wanted;
        LOG.warn("noted in {}: a restart stays halted", file);
    }
}
