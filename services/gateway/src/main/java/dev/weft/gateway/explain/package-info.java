/**
 * What decided: class activation maps of one image and one version, as a picture and as numbers.
 * The one part of the gateway that runs a model, a few at most, on demand, one image at a time.
 */
package dev.weft.gateway.explain;
