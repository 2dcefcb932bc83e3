package io.crossbook.cli;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.crossbook.gateway.tape.Secrets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Lines of the log without any secret that is known, whoever wrote it into them: ours, or a library's.
///
/// Named by `logback.xml`.
public final class QuietEncoder extends PatternLayoutEncoder {

    private static final List<Secrets> HIDDEN = new CopyOnWriteArrayList<>();

    private boolean json;

    /// `text` or `json`; anything else is text, and said once.
    public void setFormat(String format) {
        json = format.equals("json");
        if (!json && !format.equals("text")) {
            System.err.println("crossbook: CROSSBOOK_LOG_FORMAT is \"" + format
                    + "\", and json or text is wanted: text is taken");
        }
    }

    static void hide(Secrets secrets) {
        HIDDEN.add(secrets);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        byte[] line = json ? JsonLine.of(event) : super.encode(event);
        for (Secrets secrets : HIDDEN) {
            secrets.blank(line, 0, line.length);
        }
        return line;
    }
}
