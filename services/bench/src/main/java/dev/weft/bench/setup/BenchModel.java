package dev.weft.bench.setup;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The model of benchmarks: the starter model, imported in the same way as by a new server.
 *
 * @param files its files on disk
 * @param golden its golden case
 * @param preprocessing its preprocessing
 */
public record BenchModel(ModelFiles files, GoldenCase golden, Preprocessing preprocessing) {

  /** Imports the starter model into a folder below {@code work}, about 240 MB. */
  public static BenchModel starter(Path work) throws IOException {
    Path folder = Files.createDirectories(work.resolve("model"));
    Path description = StarterModel.copyQuantizedTo(folder);
    ModelDraft draft =
        KerasImport.withQuantized(
            KerasImport.draft(
                StarterModel.copyWeightsTo(folder),
                StarterModel.NAME,
                StarterModel.classes(),
                Preprocessing.XCEPTION,
                folder),
            StarterModel.copyRangesTo(folder),
            description,
            folder);
    ModelFiles.Quantized quantized =
        new ModelFiles.Quantized(
            draft.files().get(QuantizedVariant.GRAPH),
            QuantizedVariant.readFrom(folder).goldenCase());
    return new BenchModel(
        draft.float32Files().with(quantized), draft.golden(), draft.preprocessing());
  }

  /** Returns the model without its 8-bit graph: heads are trained on float32 features. */
  public BenchModel inFloat32() {
    return new BenchModel(files.inFloat32(), golden, preprocessing);
  }

  /** Loads the engine on all cores; the caller closes it. */
  public Engine load(String engine, int batch) {
    return Engines.load(files, golden, new EngineOptions(engine, 0, batch, 0));
  }
}
