package dev.weft.chaos.workload;

import dev.weft.testsupport.models.ColourImage;

/** Small images in red, green or blue, for the small network with these classes. */
public final class Colours implements Images {

  @Override
  public Sample number(long number) {
    ColourImage image = ColourImage.number(number);
    return new Sample(image.png(), "image/png", image.label());
  }
}
