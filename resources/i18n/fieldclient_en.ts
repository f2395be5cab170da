<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>AlreadyCard</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BadFiles</name>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n file could not be read</numerusform>
            <numerusform>%n files could not be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CameraTop</name>
    <message numerus="yes">
        <source>%n photo(s) kept</source>
        <translation>
            <numerusform>%n photo kept</numerusform>
            <numerusform>%n photos kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChooseCard</name>
    <message numerus="yes">
        <source>%n folder(s) chosen</source>
        <translation>
            <numerusform>%n folder chosen</numerusform>
            <numerusform>%n folders chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChosenBar</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>%n report</numerusform>
            <numerusform>%n reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DevicesCard</name>
    <message numerus="yes">
        <source>%n signed in</source>
        <translation>
            <numerusform>%n signed in</numerusform>
            <numerusform>%n signed in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HarvestPage</name>
    <message numerus="yes">
        <source>Submit %n that are complete</source>
        <translation>
            <numerusform>Submit the complete one</numerusform>
            <numerusform>Submit %n that are complete</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MePage</name>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n waiting to be sent</numerusform>
            <numerusform>%n waiting to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoreSheet</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoveSheet</name>
    <message numerus="yes">
        <source>Move %n photo(s) to…</source>
        <translation>
            <numerusform>Move %n photo to…</numerusform>
            <numerusform>Move %n photos to…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewsPane</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message numerus="yes">
        <source>%n report(s) or act(s) have not been sent. They stay here and are sent when you sign in again.</source>
        <translation>
            <numerusform>%n item has not been sent. It stays here and is sent when you sign in again.</numerusform>
            <numerusform>%n items have not been sent. They stay here and are sent when you sign in again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PickerFoot</name>
    <message numerus="yes">
        <source>%n photo(s) chosen</source>
        <translation>
            <numerusform>%n photo chosen</numerusform>
            <numerusform>%n photos chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlaceButton</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PointsPane</name>
    <message numerus="yes">
        <source>%n points this quarter</source>
        <translation>
            <numerusform>%n point this quarter</numerusform>
            <numerusform>%n points this quarter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SortFoot</name>
    <message numerus="yes">
        <source>Make %n draft(s)</source>
        <translation>
            <numerusform>Make %n draft</numerusform>
            <numerusform>Make %n drafts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SortPage</name>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>%n report</numerusform>
            <numerusform>%n reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubjectSheet</name>
    <message numerus="yes">
        <source>Category for %n report(s)</source>
        <translation>
            <numerusform>Category for %n report</numerusform>
            <numerusform>Category for %n reports</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>%n character left</numerusform>
            <numerusform>%n characters left</numerusform>
        </translation>
    </message>
</context>
</TS>
