package io.crossbook.gateway.replay;

import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/// What `/health-check` says, in tardis-machine's form. Whether books live is `/v1/health`'s to say.
final class HealthCheck {

    private static final double MIB = 1 << 20;
    private static final double HOUR_MILLIS = 3_600_000;

    private HealthCheck() {}

    static JsonObject now() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        var uptime = ManagementFactory.getRuntimeMXBean();
        return new JsonObject().put("status", "Healthy")
                .put("uptimeHours", Math.round(uptime.getUptime() / HOUR_MILLIS * 100) / 100.0)
                .put("timestampMs", uptime.getStartTime() + uptime.getUptime())
                .put("memoryInfo", new JsonObject()
                        .put("heapTotalMB", mebibytes(heap.getCommitted()))
                        .put("heapUsedMB", mebibytes(heap.getUsed()))
                        .put("externalMB", mebibytes(other.getUsed())));
    }

    private static double mebibytes(long bytes) {
        return Math.round(bytes / MIB * 10) / 10.0;
    }
}
