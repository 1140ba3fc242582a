package dev.weft.xception.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.xception.Starter;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.CodedOutputStream;

/** The reasons for refusing broken graphs are tested where versions are loaded. */
class OnnxInspectionTest {

  private static final int CLASSES = 10;

  @Test
  void hasNothingAgainstWhatWeftWrites(@TempDir Path dir) throws Exception {
    Path whole = Starter.files().onnx();
    assertThat(OnnxInspection.complaint(whole, InputSize.XCEPTION, CLASSES)).isEmpty();

    Path half = dir.resolve("half.onnx");
    InputSize small = new InputSize(71, 96);
    OnnxExport.write(SafeTensors.read(Starter.files().weights()), small, Precision.FLOAT16, half);
    assertThat(OnnxInspection.complaint(half, small, CLASSES)).isEmpty();
  }

  @Test
  void namesTheShapeThatIsNotTheManifests() throws Exception {
    Path graph = Starter.files().onnx();
    assertThat(OnnxInspection.complaint(graph, InputSize.XCEPTION, 11))
        .hasValueSatisfying(
            why -> assertThat(why).contains("logits has the shape [n, 10]", "[n, 11]"));
    assertThat(OnnxInspection.complaint(graph, new InputSize(96, 96), CLASSES))
        .hasValueSatisfying(why -> assertThat(why).contains("[n, 3, 299, 299]"));
  }

  @Test
  void parsesNoFileOfNothingButNodes(@TempDir Path dir) throws Exception {
    byte[] bytes = nodes();
    Path nodes = Files.write(dir.resolve("nodes"), bytes);
    assertThat(OnnxInspection.complaint(nodes, InputSize.XCEPTION, CLASSES))
        .hasValueSatisfying(
            why -> assertThat(why).contains(bytes.length + " of its bytes are not weights"));
  }

  @Test
  void takesNoNumberForTheLengthOfWeights(@TempDir Path dir) throws Exception {
    byte[] graph = nodes();
    byte[] weights = number(TensorProto.RAW_DATA_FIELD_NUMBER, graph);
    byte[] tensor = number(GraphProto.INITIALIZER_FIELD_NUMBER, weights);
    byte[] bytes = number(ModelProto.GRAPH_FIELD_NUMBER, tensor);
    Path disguised = Files.write(dir.resolve("disguised"), bytes);
    assertThat(OnnxInspection.complaint(disguised, InputSize.XCEPTION, CLASSES))
        .hasValueSatisfying(
            why -> assertThat(why).contains(bytes.length + " of its bytes are not weights"));
  }

  /** A graph of so many nodes that it must not be parsed. */
  private static byte[] nodes() {
    var graph = GraphProto.newBuilder();
    for (int i = 0; i < 1 << 19; i++) {
      graph.addNode(NodeProto.getDefaultInstance());
    }
    return ModelProto.newBuilder().setGraph(graph).build().toByteArray();
  }

  /** Prefixes the length of what follows, but as the value of a field that is a number. */
  private static byte[] number(int field, byte[] following) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeUInt32(field, following.length);
    out.writeRawBytes(following);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void refusesWhatIsNoGraph(@TempDir Path dir) throws Exception {
    Path text = Files.writeString(dir.resolve("text"), "no graph");
    assertThat(OnnxInspection.complaint(text, InputSize.XCEPTION, CLASSES)).isPresent();
    Path empty = Files.createFile(dir.resolve("empty"));
    assertThat(OnnxInspection.complaint(empty, InputSize.XCEPTION, CLASSES))
        .hasValue("it contains no graph");
  }
}
