package dev.weft.classifier.protocol;

import dev.weft.classifier.inflight.ServingModel;
import java.util.List;

/**
 * {@code $metadata_model_response}.
 *
 * @param inputs alternatives, of which a request has one
 */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  private static final int ANY = -1;

  /** {@code $metadata_tensor}; -1 stands for any size. */
  public record TensorMetadata(String name, String datatype, List<Integer> shape) {}

  /**
   * Metadata of one version.
   *
   * @param versions that requests may name
   */
  public static ModelMetadata of(ServingModel model, List<Integer> versions) {
    var pixels = model.preprocessing();
    int classes = model.classes().size();
    return new ModelMetadata(
        model.ref().name(),
        versions.stream().map(version -> Integer.toString(version)).toList(),
        model.engine().info().name().startsWith("dl4j") ? "dl4j_safetensors" : "onnx_onnxv1",
        List.of(
            new TensorMetadata(RequestReader.IMAGE, "BYTES", List.of(ANY)),
            new TensorMetadata(
                RequestReader.PIXELS, "FP32", List.of(ANY, 3, pixels.height(), pixels.width()))),
        Output.of(model).stream().map(output -> output(output, shape(output, classes))).toList());
  }

  private static Integer[] shape(Output output, int classes) {
    return switch (output) {
      case LABEL, UNCERTAINTY, OUTLIER_SCORE -> new Integer[] {ANY};
      case PROBABILITIES -> new Integer[] {ANY, classes};
      case CLASSES -> new Integer[] {classes};
    };
  }

  private static TensorMetadata output(Output output, Integer... shape) {
    return new TensorMetadata(output.tensor(), output.datatype(), List.of(shape));
  }
}
