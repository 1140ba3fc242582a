package dev.weft.chaos.workload;

import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;

/** Drawings of clothes of the starter model's classes. */
public final class DrawnGarments implements Images {
  private final Garments drawings;
  private final int most;

  /**
   * @param seed the seed of the drawings
   * @param most number of different drawings, which are then repeated
   */
  public DrawnGarments(long seed, int most) {
    this.drawings = Garments.seeded(seed);
    this.most = most;
  }

  @Override
  public Sample number(long number) {
    Garment garment = drawings.draw((int) Math.floorMod(number, (long) most));
    return new Sample(garment.jpeg(), "image/jpeg", garment.label());
  }
}
