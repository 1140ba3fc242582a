package dev.weft.xception.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class XceptionTest {

  @Test
  void hasAsManyParametersAsPublished() {
    assertThat(Xception.parameters(Xception.backboneTensors())).isEqualTo(20_861_480);
    assertThat(Xception.parameters(Xception.tensors(10))).isEqualTo(20_881_970);
    assertThat(Xception.parameters(Xception.tensors(1000))).isEqualTo(22_910_480);
  }

  @Test
  void hasFourteenBlocksAndUniqueLayerNames() {
    assertThat(Xception.blocks()).hasSize(14);
    assertThat(Xception.blocks().stream().flatMap(Block::allLayers).map(Layer::name))
        .doesNotHaveDuplicates()
        .contains("block1_conv1", "block9_sepconv3_act", "conv2d_4", "block14_sepconv2_bn");
  }

  @Test
  void passesAsManyChannelsFromBlockToBlock() {
    int channels = 3;
    for (Block block : Xception.blocks()) {
      int inBlock = channels;
      for (Layer layer : block.layers()) {
        if (layer instanceof Layer.Conv conv) {
          assertThat(conv.in()).as(conv.name()).isEqualTo(inBlock);
          inBlock = conv.out();
        } else if (layer instanceof Layer.SeparableConv conv) {
          assertThat(conv.in()).as(conv.name()).isEqualTo(inBlock);
          inBlock = conv.out();
        } else if (layer instanceof Layer.BatchNorm norm) {
          assertThat(norm.channels()).as(norm.name()).isEqualTo(inBlock);
        }
      }
      if (block.shortcut() instanceof Shortcut.Projection projection) {
        assertThat(projection.conv().in()).as(block.name()).isEqualTo(channels);
        assertThat(projection.conv().out()).as(block.name()).isEqualTo(inBlock);
      }
      channels = inBlock;
    }
    assertThat(channels).isEqualTo(Xception.FEATURES);
  }

  @Test
  void putsAnOddPixelOfPaddingAtTheEnd() {
    assertThat(Padding.SAME.outputSize(74, 3, 2)).isEqualTo(37);
    assertThat(Padding.SAME.before(74, 3, 2)).isZero();
    assertThat(Padding.SAME.after(74, 3, 2)).isEqualTo(1);
    assertThat(Padding.SAME.before(147, 3, 2)).isEqualTo(1);
    assertThat(Padding.SAME.after(147, 3, 2)).isEqualTo(1);
    assertThat(Padding.VALID.outputSize(299, 3, 2)).isEqualTo(149);
  }

  @Test
  void refusesAnInputThatItsWindowsDoNotFitIn() {
    assertThatThrownBy(() -> new InputSize(70, 299)).hasMessageContaining("70x299");
  }
}
