package dev.thaw.contract.event;

/**
 * A pre-trained network in the bucket.
 *
 * @param name what people call it
 * @param object its object key
 * @param sha256 of the file, 64 hexadecimal digits
 * @param preprocessing what its pixels need: "tf" (x / 127.5 - 1), "caffe" (BGR minus means), "torch" (ImageNet mean and deviation),
 *        "unit" (x / 255), "none" (raw 0..255, or scaling inside the model); null: recognised from the architecture
 */
public record BaseModel(String name, String object, String sha256, String preprocessing) {

    public BaseModel {
        Check.name("base name", name);
        Check.object("base object", object, "bases/");
        Check.sha256("base sha256", sha256);
    }
}
