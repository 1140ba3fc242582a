import sys
import weft_client

address, file = sys.argv[1:]
with open(file, "rb") as image:
    sent = image.read()
with weft_client.ApiClient(weft_client.Configuration(host=address)) as client:
    images = weft_client.ImagesApi(client)
    uploaded = images.upload_images(sent, wait="60s", idempotency_key="by-python")
    seen = images.image(uploaded.id)
    best = seen.predictions[0].labels[0]
    assert bytes(images.image_content(uploaded.id)) == sent, "these are other bytes"
    assert images.images(limit=1).images[0].id == uploaded.id
    print(seen.state, best.label, best.probability)
