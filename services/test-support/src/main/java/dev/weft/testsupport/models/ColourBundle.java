package dev.weft.testsupport.models;

import dev.weft.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A version's files as stored in the object store, the manifest last. */
public final class ColourBundle {
  private final String model;
  private final int version;
  private final ColourNetwork network;

  public ColourBundle(String model, int version, ColourNetwork network) {
    this.model = model;
    this.version = version;
    this.network = network;
  }

  /** Returns bytes by object key, in the order in which they are to be stored. */
  public Map<String, byte[]> objects() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("model.onnx", network.onnx());
    files.put("weights.safetensors", weights());
    Map<String, byte[]> objects = new LinkedHashMap<>();
    files.forEach((name, bytes) -> objects.put(key(name), bytes));
    objects.put(key("manifest.json"), manifest(files).getBytes(StandardCharsets.UTF_8));
    return objects;
  }

  private String key(String file) {
    return "models/" + model + "/" + version + "/" + file;
  }

  /** A header without tensors, since no training starts from it. */
  private static byte[] weights() {
    byte[] header = "{}      ".getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[Long.BYTES + header.length];
    file[0] = (byte) header.length;
    System.arraycopy(header, 0, file, Long.BYTES, header.length);
    return file;
  }

  private String manifest(Map<String, byte[]> files) {
    return """
        {"format":1,"name":"%s","version":%d,"publishedAt":"%s","classes":[%s],
        "preprocessing":{"width":%d,"height":%d,"resize":"STRETCH","scaling":"MINUS_ONE_TO_ONE"},
        "golden":[%s],"files":{%s},"reference":{"labels":{%s}},
        "origin":{"kind":"test","source":"colours","sha256":"%s","metrics":{}}}"""
        .formatted(
            model,
            version,
            Instant.now(),
            ColourNetwork.CLASSES.stream()
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(",")),
            ColourNetwork.SIZE,
            ColourNetwork.SIZE,
            golden(),
            files.entrySet().stream()
                .map(file -> "\"%s\":%s".formatted(file.getKey(), described(file.getValue())))
                .collect(Collectors.joining(",")),
            ColourNetwork.CLASSES.stream()
                .map(name -> "\"" + name + "\":100")
                .collect(Collectors.joining(",")),
            Sha256.hex(files.get("model.onnx")));
  }

  private String golden() {
    float[] logits = network.golden();
    return IntStream.range(0, logits.length)
        .mapToObj(i -> Float.toString(logits[i]))
        .collect(Collectors.joining(","));
  }

  private static String described(byte[] bytes) {
    return "{\"size\":%d,\"sha256\":\"%s\"}".formatted(bytes.length, Sha256.hex(bytes));
  }
}
