package dev.weft.trainer.run;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Drafts of versions with files of a few bytes, for tests that only read manifests. */
public final class Drafts {
  private final Path dir;
  private int made;

  public Drafts(Path dir) {
    this.dir = dir;
  }

  public ModelDraft imported() throws IOException {
    return draft("clothing", Origin.imported("keras-import", "weights.h5", null));
  }

  public ModelDraft trained(String parent) throws IOException {
    return trained("clothing", parent);
  }

  public ModelDraft trained(String model, String parent) throws IOException {
    return draft(
        model, new Origin(Origin.TRAINING, "datasets/x.jsonl", null, parent, Map.of(), null));
  }

  private ModelDraft draft(String model, Origin origin) throws IOException {
    Path file = Files.writeString(dir.resolve("file-" + made), "version " + made++);
    return new ModelDraft(
        model,
        List.of("hat", "shoes"),
        Preprocessing.XCEPTION,
        new GoldenCase(new float[] {0.5f, 0.25f}),
        Map.of("model.onnx", file, "weights.safetensors", file),
        origin);
  }
}
