/**
 * The Open Inference Protocol's requests and answers as bytes, in JSON and in the binary tensor
 * data extension, without any framework.
 *
 * @see <a
 *     href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">the
 *     specification</a>
 * @see <a
 *     href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_binary_data.md">the
 *     extension</a>
 */
package dev.weft.classifier.protocol;
