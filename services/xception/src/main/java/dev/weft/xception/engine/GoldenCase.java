package dev.weft.xception.engine;

/**
 * A known answer that every engine must reproduce on the machine that it runs on before it serves.
 *
 * <p>The input is a formula, so that a manifest need not carry it: {@code x[c][i][j] = sin(0.02 * i
 * * (c + 1) + 0.03 * j)}, fed as it is.
 *
 * @param logits the expected logits, computed in float32 when the version was made
 */
@SuppressWarnings("ArrayRecordComponent")
public record GoldenCase(float[] logits) {
  public GoldenCase {
    logits = logits.clone();
  }

  @Override
  public float[] logits() {
    return logits.clone();
  }
}
