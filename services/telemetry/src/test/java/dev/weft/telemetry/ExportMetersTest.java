package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.opentelemetry.runtime.exporter.otlp.tracing.LateBoundSpanProcessor;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExportMetersTest {

  private static final int ROOM = 4;
  private static final int SPANS = 100;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CountDownLatch collectorIsBack = new CountDownLatch(1);

  @Test
  void spansThatFindNoRoomAreCountedAndTheOthersArrive() {
    SpanProcessor queue =
        new LateBoundSpanProcessor(
            BatchSpanProcessor.builder(new SlowCollector())
                .setMaxQueueSize(ROOM)
                .setMaxExportBatchSize(ROOM)
                .build());
    assertThat(new ExportMeters(registry).watch(queue)).isTrue();
    try (SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(queue).build()) {
      for (int i = 0; i < SPANS; i++) {
        provider.get("test").spanBuilder("one").startSpan().end();
      }
      collectorIsBack.countDown();
      provider.forceFlush().join(10, TimeUnit.SECONDS);

      // One batch may be in flight while the queue fills again.
      assertThat(count("dropped")).isBetween(SPANS - 3.0 * ROOM, SPANS - 1.0 * ROOM);
      assertThat(count("dropped") + count("exported")).isEqualTo(SPANS);
    }
  }

  @Test
  void aProcessorWithoutAQueueHasNothingToCount() {
    assertThat(new ExportMeters(registry).watch(SpanProcessor.composite())).isFalse();
  }

  private double count(String result) {
    return registry.get("weft.traces.spans").tag("result", result).counter().count();
  }

  private final class SlowCollector implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      try {
        collectorIsBack.await(5, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
