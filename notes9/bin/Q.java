import java.nio.file.*;
import java.util.*;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.*;
import org.junit.platform.launcher.core.*;

public final class Q {
    public static void main(String[] a) throws Exception {
        var selectors = new ArrayList<org.junit.platform.engine.DiscoverySelector>();
        for (String c : a) {
            if (c.contains("#")) selectors.add(DiscoverySelectors.selectMethod(c));
            else selectors.add(DiscoverySelectors.selectClass(c));
        }
        var request = LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
        int[] n = new int[3];
        long t0 = System.nanoTime();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override public void executionFinished(TestIdentifier id, TestExecutionResult r) {
                if (id.isTest()) n[0]++;
                if (r.getStatus() != TestExecutionResult.Status.SUCCESSFUL && r.getThrowable().isPresent()) {
                    if (r.getStatus() == TestExecutionResult.Status.ABORTED) { n[2]++; return; }
                    n[1]++;
                    Throwable t = r.getThrowable().get();
                    System.out.println("FAILED " + id.getUniqueId().replaceAll(".*class:", "") + ": " + t);
                    int k = 0;
                    for (StackTraceElement e : t.getStackTrace())
                        if (e.getClassName().startsWith("io.crossbook") && k++ < 8) System.out.println("    at " + e);
                    if (t.getCause() != null) System.out.println("    caused by " + t.getCause());
                }
            }
            @Override public void executionSkipped(TestIdentifier id, String reason) { n[2]++; }
        });
        System.out.printf("QUICK: %d run, %d failed, %d skipped, %.1f s%n", n[0], n[1], n[2], (System.nanoTime() - t0) / 1e9);
        System.exit(n[1] == 0 ? 0 : 1);
    }
}
