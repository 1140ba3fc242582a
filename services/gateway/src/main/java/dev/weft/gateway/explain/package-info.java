/**
 * Explanations: class activation maps of one image and one version, as a picture and as numbers.
 * The only part of the gateway that runs models: few, on demand, one image at a time.
 */
package dev.weft.gateway.explain;
