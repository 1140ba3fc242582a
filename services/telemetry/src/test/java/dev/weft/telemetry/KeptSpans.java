package dev.weft.telemetry;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;

/** Ended spans, in the order of their ends. */
final class KeptSpans {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  List<SpanData> all() {
    return exporter.getFinishedSpanItems();
  }

  Traces traces(Sampler roots) {
    var provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(roots))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    return Traces.on(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
  }
}
