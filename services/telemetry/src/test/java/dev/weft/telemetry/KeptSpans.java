package dev.weft.telemetry;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Spans that have ended, in the order in which they did. */
final class KeptSpans implements SpanExporter {

  final List<SpanData> all = new CopyOnWriteArrayList<>();

  Traces traces(Sampler roots) {
    var provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(roots))
            .addSpanProcessor(SimpleSpanProcessor.create(this))
            .build();
    return Traces.on(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    all.addAll(spans);
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
