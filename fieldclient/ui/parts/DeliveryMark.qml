import QtQuick

// Where my latest act is, in words of the caller. `delivery`: none, waiting, travelling, arrived, refused.
Mark {
    property string delivery: "none"

    meaning: delivery === "refused" ? "attention" : delivery === "arrived" ? "arrived" : delivery === "none" ? "neutral" : "waiting"
    iconName: delivery === "refused" ? "alert-circle" : delivery === "arrived" ? "cloud-check" : delivery === "travelling" ? "upload" : "outbox"
    visible: delivery !== "none" && text !== ""
}
