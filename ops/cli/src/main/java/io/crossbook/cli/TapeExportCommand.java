package io.crossbook.cli;

import io.crossbook.gateway.tape.Exporter;
import io.crossbook.gateway.tape.Tape;
import io.crossbook.gateway.tape.TapeReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes what exchanges said, and what was said to them, as JSON lines.
@Command(name = "export", description = "Write what exchanges said, and what was said to them, as JSON lines.")
final class TapeExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TAPE", description = "A folder of segments, or one segment.")
    private Path tape = Path.of(".");

    @Option(names = "--out", paramLabel = "FILE", description = "To this file, compressed if it ends with .gz; else to stdout.")
    private @Nullable Path file;

    @Option(names = "--json", description = "What is written is one JSON document a line in any case; this changes nothing.")
    boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Exporter.Summary summary;
        try (Tape reader = ShownTape.alone(TapeReader.open(tape), Progress.of(spec, "", 1));
                OutputStream out = out()) {
            summary = Exporter.export(reader, out);
        }
        spec.commandLine().getErr().println("crossbook: " + summary.lines() + " lines; "
                + summary.left() + " items are ours alone and have no line");
        if (!summary.ending().whole()) {
            throw new IOException(tape + ": " + summary.ending());
        }
        return Exit.OK;
    }

    private OutputStream out() throws IOException {
        if (file == null) {
            return new AsText(spec.commandLine().getOut());
        }
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out;
    }

    /// UTF-8 bytes, whole lines at a time, to where a command's text goes; closing flushes only.
    private static final class AsText extends OutputStream {
        private final Writer out;
        private ByteBuffer line = ByteBuffer.allocate(1 << 16);

        AsText(Writer out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            if (!line.hasRemaining()) {
                line = ByteBuffer.allocate(line.capacity() * 2).put(line.flip());
            }
            line.put((byte) b);
            if (b == '\n') {
                flush();
            }
        }

        @Override
        public void flush() throws IOException {
            out.write(StandardCharsets.UTF_8.decode(line.flip()).toString());
            line.clear();
        }

        @Override
        public void close() throws IOException {
            flush();
            out.flush();
        }
    }
}
