package dev.weft.xception.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;

class ClassMapGraphTest {

  @Test
  void behindAGraphItAddsAnOutputAndLeavesTheRestAsItWas() throws Exception {
    ModelProto serving =
        ModelProto.newBuilder()
            .setIrVersion(7)
            .setGraph(
                GraphProto.newBuilder()
                    .setName("xception")
                    .addNode(NodeProto.newBuilder().setOpType("Relu"))
                    .addOutput(ValueInfoProto.newBuilder().setName(OnnxExport.LOGITS)))
            .build();

    ModelProto both = serving.toBuilder().mergeFrom(ClassMapGraph.piece()).build();

    GraphProto graph = both.getGraph();
    assertThat(both.getIrVersion()).isEqualTo(7);
    assertThat(graph.getName()).isEqualTo("xception");
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Relu", "Transpose", "MatMul");
    assertThat(graph.getNode(1).getAttribute(0).getIntsList()).containsExactly(0L, 2L, 3L, 1L);
    assertThat(graph.getNode(2).getInputList())
        .containsExactly(graph.getNode(1).getOutput(0), "predictions_kernel");
    assertThat(graph.getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly(OnnxExport.LOGITS, ClassMapGraph.CLASS_MAPS);
    assertThat(graph.getOutput(1).getType().getTensorType().getElemType())
        .isEqualTo(TensorProto.DataType.FLOAT_VALUE);
  }
}
