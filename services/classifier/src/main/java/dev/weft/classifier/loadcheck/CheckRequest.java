package dev.weft.classifier.loadcheck;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.EngineOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Input of a process that checks a version.
 *
 * @param features whether to run the features' output as well
 * @param background whether models serve beside it, so that it runs at a low priority
 */
public record CheckRequest(
    ModelFiles files,
    GoldenCase golden,
    EngineOptions options,
    boolean features,
    boolean background) {

  private static final int MAX_BYTES = 1 << 20;

  void write(DataOutputStream out) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var data = new DataOutputStream(bytes)) {
      data.writeUTF(files.onnx().toAbsolutePath().toString());
      data.writeUTF(files.weights().toAbsolutePath().toString());
      data.writeInt(files.classes());
      data.writeInt(files.height());
      data.writeInt(files.width());
      write(data, golden);
      data.writeBoolean(files.quantized().isPresent());
      if (files.quantized().isPresent()) {
        var quantized = files.quantized().get();
        data.writeUTF(quantized.onnx().toAbsolutePath().toString());
        write(data, quantized.golden());
      }
      data.writeUTF(options.engine());
      data.writeInt(options.threads());
      data.writeInt(options.maxBatch());
      data.writeLong(options.gpuMemoryBytes());
      data.writeBoolean(features);
      data.writeBoolean(background);
    }
    out.writeInt(bytes.size());
    bytes.writeTo(out);
    out.flush();
  }

  static CheckRequest read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("invalid request length: " + length + " bytes");
    }
    var data = new DataInputStream(new ByteArrayInputStream(in.readNBytes(length)));
    Path onnx = Path.of(data.readUTF());
    Path weights = Path.of(data.readUTF());
    var files = new ModelFiles(onnx, weights, data.readInt(), data.readInt(), data.readInt());
    var golden = readGolden(data);
    if (data.readBoolean()) {
      files = files.with(new ModelFiles.Quantized(Path.of(data.readUTF()), readGolden(data)));
    }
    var options =
        new EngineOptions(data.readUTF(), data.readInt(), data.readInt(), data.readLong());
    return new CheckRequest(files, golden, options, data.readBoolean(), data.readBoolean());
  }

  private static void write(DataOutputStream data, GoldenCase golden) throws IOException {
    float[] logits = golden.logits();
    data.writeInt(logits.length);
    for (float logit : logits) {
      data.writeFloat(logit);
    }
  }

  private static GoldenCase readGolden(DataInputStream data) throws IOException {
    float[] logits = new float[data.readInt()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = data.readFloat();
    }
    return new GoldenCase(logits);
  }
}
